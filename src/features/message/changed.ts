import type { Message } from '../../platform/db/generated/client.ts'
import type { Sql } from '../../platform/db/sql.ts'
import type { Work } from '../../platform/session.ts'
import { changeLocked } from '../conversation/index.ts'

type Changed = Pick<Message, 'id' | 'conversationId' | 'position'>

/** Tells that a message of a locked conversation is another than before, and sets this of the conversation. */
export async function tellChanged(
  work: Omit<Work, 'viewer'>,
  { id, conversationId, position }: Changed,
  set?: Sql,
): Promise<void> {
  const later = await work.prisma.message.findFirst({
    where: { conversationId, position: { gt: position } },
    select: { id: true },
  })
  await changeLocked(work, conversationId, {
    ...(set ? { set } : {}),
    events: [{ type: 'MESSAGE_CHANGED', messageKey: id }],
    // A list shows of its conversations' messages the last one only.
    ...(later ? { list: [] } : {}),
  })
}

/** Tells that a message of a locked conversation shows more than before, though nobody changed it. */
export async function tellShown(work: Omit<Work, 'viewer'>, key: string): Promise<void> {
  const select = { id: true, conversationId: true, position: true }
  await tellChanged(work, await work.prisma.message.findUniqueOrThrow({ where: { id: key }, select }))
}
