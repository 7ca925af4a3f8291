import { builder } from '../../graphql/builder.ts'
import { pageArgs } from '../../graphql/connection.ts'
import { page, type Root } from '../../graphql/plan/declare.ts'
import type {
  Conversation as ConversationRow,
  ConversationCount as CountRow,
  Space as SpaceRow,
} from '../../platform/db/generated/client.ts'
import { and, empty, join, type Row, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { decodeId } from '../../platform/ids.ts'
import { Space, spaceVisibleTo } from '../space/index.ts'
import { ConversationConnection } from './Conversation.ts'
import { ConversationFilter, conversationMatches, isByState, statesOf } from './filter.ts'
import { ConversationOrder, conversationOrder } from './order.ts'
import { conversationVisibleTo } from './visibleTo.ts'

const args = builder.args((t) => ({
  ...pageArgs,
  offset: t.int({
    description:
      'Rows to skip after the cursor, at most 10,000: for clients that page by number. Costs more the greater it is.',
  }),
  filter: t.field({ type: ConversationFilter, description: 'Which ones; the ACTIVE ones when left out.' }),
  orderBy: t.field({
    type: ConversationOrder,
    description: 'In which order; the newest last message first when left out.',
  }),
}))

interface Args {
  filter?: typeof ConversationFilter.$inferInput | null
  orderBy?: typeof ConversationOrder.$inferInput | null
}

interface ListOptions<Parent> {
  belongs: (conversation: Row<ConversationRow>, parent: Row<Parent>, args: Args) => Sql
  owner: (parent: Row<Parent>) => Sql
  /** Of the counts that are kept of spaces, those of the list's. */
  counted: (counts: Row<CountRow>, parent: Row<Parent>) => Sql
}

/** A list of conversations: all of a viewer's, or all of a space's. */
const listOf = <Parent>(name: string, { belongs, owner, counted }: ListOptions<Parent>) =>
  page<ConversationRow, Parent, Args>({
    where: (conversation, parent, args) =>
      and([
        belongs(conversation, parent, args),
        ...(args.filter?.isPinned ? [pinnedBy(conversation, owner(parent))] : []),
        conversationMatches(conversation, args.filter),
      ]),
    parts: (conversation, { filter }) =>
      statesOf(filter).map((state) => sql`${conversation('state')} = ${state}::conversation_state`),
    order: ({ orderBy }) => conversationOrder(name, orderBy),
    total: (parent, { filter }) => (isByState(filter) ? total(counted(count, parent), filter) : null),
  })

const count = rowOf<CountRow>('k')

const total = (which: Sql, filter: Args['filter']): Sql => {
  const states = statesOf(filter).map((state) => sql`${state}::conversation_state`)
  return sql`(SELECT coalesce(sum(${count('count')}), 0) FROM conversation_counts k
    WHERE ${which} AND ${count('state')} = ANY(ARRAY[${states.length ? join(states) : empty}]::conversation_state[]))`
}

/** Its owner is that of its space: asked of the space, so that the index of the space's list serves the order. */
const inSpace = (conversation: Row<ConversationRow>, spaceId: string, viewer: Sql): Sql =>
  sql`${conversation('spaceId')} = (SELECT s.id FROM spaces s
    WHERE s.id = ${decodeId('Space', spaceId)}::uuid AND ${spaceVisibleTo(rowOf<SpaceRow>('s'), viewer)})`

/** In the words of the index that finds the few pinned ones among many. */
const pinnedBy = (conversation: Row<ConversationRow>, owner: Sql): Sql =>
  sql`CASE WHEN ${conversation('isPinned')} THEN ${conversation('ownerId')} END = ${owner}`

builder.queryField('conversations', (t) =>
  t.field({
    type: ConversationConnection,
    description: "The viewer's conversations, of all spaces.",
    args,
    ...listOf<Root>('conversations', {
      belongs: (conversation, root, { filter }) =>
        filter?.spaceId == null
          ? conversationVisibleTo(conversation, root('viewer'))
          : inSpace(conversation, filter.spaceId, root('viewer')),
      owner: (root) => root('viewer'),
      counted: (counts, root) => sql`${counts('ownerId')} = ${root('viewer')}`,
    }),
  }),
)

builder.prismaObjectField(Space, 'conversations', (t) =>
  t.field({
    type: ConversationConnection,
    description: 'The conversations in it.',
    args,
    ...listOf<SpaceRow>('space.conversations', {
      belongs: (conversation, space) => sql`${conversation('spaceId')} = ${space('id')}`,
      owner: (space) => space('ownerId'),
      counted: (counts, space) => sql`${counts('spaceId')} = ${space('id')}`,
    }),
  }),
)
