import { builder } from '../../graphql/builder.ts'
import { badUserInput } from '../../graphql/errors.ts'
import type { Conversation } from '../../platform/db/generated/client.ts'
import { and, type Row, type Sql, sql } from '../../platform/db/sql.ts'
import { decodeId } from '../../platform/ids.ts'
import { isCleanText } from '../../platform/text.ts'
import { ConversationState } from './ConversationState.ts'

export const ConversationFilter = builder.inputType('ConversationFilter', {
  description: 'Which conversations a list has: those that meet every condition given.',
  fields: (t) => ({
    states: t.field({
      type: [ConversationState],
      description: 'In one of these states; ACTIVE alone when left out.',
    }),
    isPinned: t.boolean({ description: 'Pinned, or not pinned.' }),
    spaceId: t.id({ description: 'In this space.' }),
    agentId: t.string({ description: 'Of this assistant.' }),
    mode: t.string({ description: 'Run in this mode.' }),
    hasFiles: t.boolean({ description: 'With files in some message, or with none.' }),
    createdAfter: t.field({ type: 'DateTime', description: 'Begun after this moment.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Begun before this moment.' }),
    lastMessageAfter: t.field({ type: 'DateTime', description: 'With the last message after this moment.' }),
    lastMessageBefore: t.field({
      type: 'DateTime',
      description: 'With the last message before this moment.',
    }),
  }),
})

type Filter = typeof ConversationFilter.$inferInput

export const statesOf = (filter: Filter | null | undefined) => [
  ...new Set(filter?.states ?? (['ACTIVE'] as const)),
]

/** Whether a filter asks for nothing but states. */
export const isByState = (filter: Filter | null | undefined): boolean =>
  Object.entries(filter ?? {}).every(([name, condition]) => name === 'states' || condition == null)

/** What a filter asks of a conversation, but for its state. */
export function conversationMatches(conversation: Row<Conversation>, filter: Filter | null | undefined): Sql {
  const conditions: Sql[] = []
  const { isPinned, spaceId, agentId, mode, hasFiles } = filter ?? {}
  if (isPinned != null)
    conditions.push(isPinned ? conversation('isPinned') : sql`NOT ${conversation('isPinned')}`)
  // The id of no space is that of a space with nothing in it.
  if (spaceId != null) conditions.push(sql`${conversation('spaceId')} = ${decodeId('Space', spaceId)}::uuid`)
  if (agentId != null) conditions.push(sql`${conversation('agentId')} = ${clean('agentId', agentId)}`)
  if (mode != null) conditions.push(sql`${conversation('mode')} = ${clean('mode', mode)}`)
  if (hasFiles != null)
    // Not EXISTS, which the database may answer by reading everybody's files first.
    conditions.push(
      sql`(SELECT f.id FROM files f WHERE f.conversation_id = ${conversation('id')} LIMIT 1)
        ${hasFiles ? sql`IS NOT NULL` : sql`IS NULL`}`,
    )
  const bounds = [
    ['createdAt', '>', filter?.createdAfter],
    ['createdAt', '<', filter?.createdBefore],
    ['lastMessageAt', '>', filter?.lastMessageAfter],
    ['lastMessageAt', '<', filter?.lastMessageBefore],
  ] as const
  for (const [column, operator, time] of bounds)
    if (time != null)
      conditions.push(
        operator === '>'
          ? sql`${conversation(column)} > ${time}::timestamptz`
          : sql`${conversation(column)} < ${time}::timestamptz`,
      )
  return and(conditions)
}

function clean(name: string, value: string): string {
  if (!isCleanText(value)) throw badUserInput(`"filter.${name}" must be well-formed Unicode without NUL.`)
  return value
}
