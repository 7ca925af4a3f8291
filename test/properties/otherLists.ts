import { encodeId } from '../../src/platform/ids.ts'
import type { Item } from './item.ts'
import { type Kind, PAGE } from './list.ts'
import { fileColumns, moment } from './rows.ts'
import { addConversation } from './world.ts'

const ARGUMENTS = '$first: Int, $after: String, $last: Int, $before: String'
const pageOf = (field: string) =>
  `page: ${field}(first: $first, after: $after, last: $last, before: $before) ${PAGE}`
const ofConversation = (field: string) =>
  `query ($id: ID!, ${ARGUMENTS}) { parent: conversation(id: $id) { ${pageOf(field)} } }`

const byCreation = (a: Item, b: Item) => a.created - b.created || a.n - b.n

export const spaces: Kind = async ({ prisma, key, ownerId }) => ({
  query: `query (${ARGUMENTS}) { ${pageOf('spaces')} }`,
  insert: (items) =>
    prisma.space.createMany({
      data: items.map(({ n, created }) => ({ id: key(n), ownerId, name: 'A', createdAt: moment(created) })),
    }),
  update: ({ n, created }) =>
    prisma.space.update({ where: { id: key(n) }, data: { createdAt: moment(created) } }),
  remove: ({ n }) => prisma.space.delete({ where: { id: key(n) } }),
  idOf: ({ n }) => encodeId('Space', key(n)),
  has: () => true,
  compare: byCreation,
})

/** One of many positions, none twice, and not in the order of the ids. */
const positionOf = ({ n }: Item) => 1 + ((n * 37) % 97)

/** Their clocks run as they like; only the position counts. */
export const messages: Kind = async (world) => {
  const { prisma, key } = world
  const conversationId = await addConversation(world)
  const count = (by: number) =>
    prisma.conversation.update({
      where: { id: conversationId },
      data: { messageCount: { increment: by } },
    })
  return {
    query: ofConversation('messages'),
    variables: { id: encodeId('Conversation', conversationId) },
    async insert(items) {
      await prisma.message.createMany({
        data: items.map((item) => ({
          id: key(item.n),
          conversationId,
          position: positionOf(item),
          role: 'USER',
          content: '',
          createdAt: moment(item.created),
        })),
      })
      await count(items.length)
    },
    update: ({ n, created }) =>
      prisma.message.update({ where: { id: key(n) }, data: { createdAt: moment(created) } }),
    async remove({ n }) {
      await prisma.message.delete({ where: { id: key(n) } })
      await count(-1)
    },
    idOf: ({ n }) => encodeId('Message', key(n)),
    has: () => true,
    compare: (a, b) => positionOf(a) - positionOf(b),
  }
}

export const attachedFiles: Kind = async (world) => {
  const { prisma, key, ownerId } = world
  const conversationId = await addConversation(world)
  const messageId = key(30_000)
  await prisma.message.create({
    data: { id: messageId, conversationId, position: 1, role: 'USER', content: '' },
  })
  return {
    query: ofConversation('attachedFiles'),
    variables: { id: encodeId('Conversation', conversationId) },
    insert: (items) =>
      prisma.file.createMany({
        data: items.map(({ n, created }) => ({
          ...fileColumns(key(n)),
          ownerId,
          conversationId,
          messageId,
          createdAt: moment(created),
        })),
      }),
    update: ({ n, created }) =>
      prisma.file.update({ where: { id: key(n) }, data: { createdAt: moment(created) } }),
    remove: ({ n }) => prisma.file.delete({ where: { id: key(n) } }),
    idOf: ({ n }) => encodeId('File', key(n)),
    has: () => true,
    compare: (a, b) => byCreation(b, a),
  }
}
