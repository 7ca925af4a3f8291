import { z } from 'zod'
import { inTransaction, type Session } from '../../platform/session.ts'
import { metadata, validate } from '../../platform/validation.ts'
import { messageStatus } from '../content/index.ts'
import { lockMessage } from './lock.ts'
import { close, conflict } from './stream.ts'

const ending = z.object({
  status: messageStatus.refine((status) => status !== 'STREAMING', 'Must not be STREAMING.').nullish(),
  metadata: metadata.nullish(),
})

type Input = z.input<typeof ending> & { messageId: string }

/** Ends a message that is being written, and answers with its key. */
export function finishMessage(session: Session, input: Input): Promise<string> {
  const { status: given, metadata } = validate(ending, input)
  const status = given ?? 'COMPLETE'
  return inTransaction(session, async (work) => {
    const message = await lockMessage(work, input.messageId)
    if (message.status === status) return message.id
    if (message.status !== 'STREAMING') throw conflict(message, `The message is ${message.status} already.`)
    await close(work, message, { status, metadata: metadata === undefined ? message.metadata : metadata })
    return message.id
  })
}
