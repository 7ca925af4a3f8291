import type { Conversation, Message } from '../../platform/db/generated/client.ts'
import { type Row, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { conversationVisibleTo } from '../conversation/index.ts'

/** Who sees a message: whoever sees its conversation. The one rule, spread into every read and write of messages. */
export const messageVisibleTo = (message: Row<Message>, viewer: Sql): Sql => sql`
  EXISTS (SELECT 1 FROM conversations seen
    WHERE seen.id = ${message('conversationId')} AND ${conversationVisibleTo(rowOf<Conversation>('seen'), viewer)})`
