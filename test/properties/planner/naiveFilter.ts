import type { Conversation } from '../../../src/platform/db/generated/client.ts'
import { decodeId } from '../../../src/platform/ids.ts'

// biome-ignore lint/suspicious/noExplicitAny: ConversationFilter, as the schema checked it
type Filter = any

/** What a filter asks of a conversation. A condition that is null is none. */
export const filterOf =
  (filter: Filter, hasFiles: (row: Conversation) => boolean) =>
  (row: Conversation): boolean => {
    const { states, spaceId, createdAfter, createdBefore, lastMessageAfter, lastMessageBefore } = filter ?? {}
    const equal = (['isPinned', 'agentId', 'mode'] as const).every(
      (name) => filter?.[name] == null || filter[name] === row[name],
    )
    const within = (time: Date | null, after: string | null, before: string | null) =>
      (after == null || (time !== null && time > new Date(after))) &&
      (before == null || (time !== null && time < new Date(before)))
    return (
      equal &&
      (states ?? ['ACTIVE']).includes(row.state) &&
      (spaceId == null || decodeId('Space', spaceId) === row.spaceId) &&
      (filter?.hasFiles == null || filter.hasFiles === hasFiles(row)) &&
      within(row.createdAt, createdAfter, createdBefore) &&
      within(row.lastMessageAt, lastMessageAfter, lastMessageBefore)
    )
  }
