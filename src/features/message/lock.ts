import type { Message } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import { keyOf } from '../../platform/references.ts'
import { NotFound } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { lockConversation } from '../conversation/index.ts'
import { conflict } from './stream.ts'
import { messageVisibleTo } from './visibleTo.ts'

/**
 * Locks a message for the rest of a transaction and answers with its row. Its conversation is locked first, as by
 * every write, so that two never wait for each other, and is checked as for any change of it.
 */
export async function lockMessage(
  work: Work,
  messageId: string,
  expectedVersion?: number | null | undefined,
): Promise<Message> {
  const { prisma, viewer } = work
  const id = keyOf('Message', messageId)
  const [found] = await prisma.$queryRaw<{ key: string }[]>(sql`
    SELECT conversation_id AS key FROM messages
    WHERE id = ${id}::uuid AND ${messageVisibleTo(rowOf<Message>('messages'), sql`${viewer.id}::uuid`)}`)
  if (!found) throw new NotFound('Message')
  await lockConversation(work, { key: found.key, expectedVersion })
  const message = await prisma.message.findUnique({ where: { id } })
  if (!message) throw new NotFound('Message')
  return message
}

export function refuseStreaming(message: Message): void {
  if (message.status === 'STREAMING')
    throw conflict(message, 'The message is still being written. Finish it first.')
}
