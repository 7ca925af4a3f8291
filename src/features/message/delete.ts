import { sql } from '../../platform/db/sql.ts'
import type { Session } from '../../platform/session.ts'
import { lockMessage } from './lock.ts'

/** Deletes a message; the conversation's last message is then the one before, if it was the last. */
export function deleteMessage(
  { prisma, viewer }: Session,
  input: { messageId: string; expectedVersion?: number | null | undefined },
): Promise<{ deletedMessageId: string; conversation: string }> {
  return prisma.$transaction(async (transaction) => {
    const work = { viewer, prisma: transaction }
    const { id, conversationId } = await lockMessage(work, input.messageId, input.expectedVersion)
    await transaction.message.delete({ where: { id } })
    await transaction.$executeRaw(sql`
      WITH last AS (
        SELECT created_at FROM messages WHERE conversation_id = ${conversationId}::uuid ORDER BY position DESC LIMIT 1
      )
      UPDATE conversations SET version = version + 1, message_count = message_count - 1,
        last_message_at = (SELECT created_at FROM last),
        sort_at = coalesce((SELECT created_at FROM last), created_at)
      WHERE id = ${conversationId}::uuid`)
    return { deletedMessageId: id, conversation: conversationId }
  })
}
