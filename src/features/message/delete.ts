import { sql } from '../../platform/db/sql.ts'
import { inTransaction, type Session } from '../../platform/session.ts'
import { changeLocked } from '../conversation/index.ts'
import { lockFiles } from '../file/index.ts'
import { lastMessageAt } from './lastMessageAt.ts'
import { lockMessage } from './lock.ts'

/** Deletes a message; the conversation's last message is then the one before, if it was the last. */
export function deleteMessage(
  session: Session,
  input: { messageId: string; expectedVersion?: number | null | undefined },
): Promise<{ deletedMessageId: string; conversation: string }> {
  return inTransaction(session, async (work) => {
    const { id, conversationId } = await lockMessage(work, input.messageId, input.expectedVersion)
    // They go with it.
    await lockFiles(work, sql`message_id = ${id}::uuid`)
    await work.prisma.message.delete({ where: { id } })
    await changeLocked(work, conversationId, {
      set: sql`version = version + 1, message_count = message_count - 1, ${lastMessageAt(conversationId)},`,
      events: [{ type: 'MESSAGE_DELETED', messageKey: id }],
    })
    return { deletedMessageId: id, conversation: conversationId }
  })
}
