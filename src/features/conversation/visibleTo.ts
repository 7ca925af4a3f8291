import type { Conversation } from '../../platform/db/generated/client.ts'
import { type Row, type Sql, sql } from '../../platform/db/sql.ts'

/** Who sees a conversation: its owner. The one rule, spread into every read and write of conversations. */
export const conversationVisibleTo = (conversation: Row<Conversation>, viewer: Sql): Sql =>
  sql`${conversation('ownerId')} = ${viewer}`
