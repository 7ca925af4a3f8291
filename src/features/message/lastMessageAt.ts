import { type Sql, sql } from '../../platform/db/sql.ts'

/** Sets, in a conversation whose messages were changed, when the last of them was written. */
export const lastMessageAt = (conversationKey: string): Sql => {
  const last = sql`(
    SELECT m.created_at FROM messages m WHERE m.conversation_id = ${conversationKey}::uuid
    ORDER BY m.position DESC LIMIT 1)`
  return sql`last_message_at = ${last}, sort_at = coalesce(${last}, created_at)`
}
