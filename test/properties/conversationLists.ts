import { encodeId } from '../../src/platform/ids.ts'
import { comparison, matches } from './conversationModel.ts'
import type { Item } from './item.ts'
import { type Kind, PAGE } from './list.ts'
import type { Options } from './options.ts'
import { conversationColumns, fileColumns } from './rows.ts'
import { addSpaces, type World } from './world.ts'

const ARGUMENTS = `$first: Int, $after: String, $last: Int, $before: String, $offset: Int,
  $filter: ConversationFilter, $orderBy: ConversationOrder`
const CONVERSATIONS = `page: conversations(first: $first, after: $after, last: $last, before: $before,
  offset: $offset, filter: $filter, orderBy: $orderBy) ${PAGE}`

function source(world: World, spaces: [string, string], options: Options) {
  const { prisma, key, ownerId } = world
  const idOf = ({ n }: Item) => encodeId('Conversation', key(n))
  return {
    variables: options,
    idOf,
    compare: comparison(options.orderBy ?? { field: 'LAST_MESSAGE_AT', direction: 'DESC' }),
    async insert(items: Item[]) {
      await prisma.conversation.createMany({
        data: items.map((item) => ({
          id: key(item.n),
          ownerId,
          spaceId: spaces[item.space],
          ...conversationColumns(item),
        })),
      })
      const holders = items.filter(({ hasFiles }) => hasFiles)
      await prisma.message.createMany({
        data: holders.map(({ n }) => ({
          id: key(1000 + n),
          conversationId: key(n),
          position: 1,
          role: 'USER',
          content: '',
        })),
      })
      await prisma.file.createMany({
        data: holders.map(({ n }) => ({
          ...fileColumns(key(2000 + n)),
          ownerId,
          conversationId: key(n),
          messageId: key(1000 + n),
        })),
      })
    },
    update: (item: Item) =>
      prisma.conversation.update({ where: { id: key(item.n) }, data: conversationColumns(item) }),
    remove: ({ n }: Item) => prisma.conversation.delete({ where: { id: key(n) } }),
  }
}

export const conversations: Kind = async (world, options) => ({
  ...source(world, await addSpaces(world), options),
  query: `query (${ARGUMENTS}) { ${CONVERSATIONS} }`,
  has: (item) => matches(options.filter ?? {}, item),
})

export const spaceConversations: Kind = async (world, options) => {
  const spaces = await addSpaces(world)
  const inSpace = source(world, spaces, options)
  return {
    ...inSpace,
    variables: { ...options, id: encodeId('Space', spaces[0]) },
    query: `query ($id: ID!, ${ARGUMENTS}) { parent: space(id: $id) { ${CONVERSATIONS} } }`,
    has: (item) => item.space === 0 && matches(options.filter ?? {}, item),
  }
}
