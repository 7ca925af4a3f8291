import DataLoader from 'dataloader'
import { z } from 'zod'
import type { EventHub } from '../../platform/events/hub.ts'
import { keyOf } from '../../platform/references.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Session, transact } from '../../platform/session.ts'
import { text, validate } from '../../platform/validation.ts'
import { type Append, appendAll } from './appendAll.ts'

const append = z.object({
  partIndex: z.int().min(0, 'Must not be negative.'),
  offset: z.int().min(0, 'Must not be negative.'),
  text,
})

interface Input {
  messageId: string
  partIndex: number
  offset: number
  text: string
}

/** Adds text to a message that is being written, and answers with its key when that is durable. */
export async function appendToMessage(session: Session, input: Input): Promise<string> {
  const messageKey = keyOf('Message', input.messageId)
  const valid = validate(append, input)
  const outcome = await appenderOf(session).load({ ...valid, messageKey, viewerKey: session.viewer.id })
  if (outcome instanceof Refusal) throw outcome
  return messageKey
}

type Appender = DataLoader<Append, Refusal | null>

const appenders = new WeakMap<EventHub, Appender>()

const MAX_BATCH = 500

/** The appends of all requests that come while a transaction is at work share the next one. */
function appenderOf({ prisma, events }: Session): Appender {
  const known = appenders.get(events)
  if (known) return known
  let atWork: Promise<unknown> = Promise.resolve()
  let turn: Promise<unknown> = atWork
  const appender: Appender = new DataLoader(
    (appends) => {
      const done = transact({ prisma, events }, (work) => appendAll(work, appends))
      atWork = done.catch(() => {})
      return done
    },
    {
      cache: false,
      maxBatchSize: MAX_BATCH,
      // One after the other, also when several wait: appends to one message stay in their order.
      batchScheduleFn: (run) => {
        turn = turn.then(() => {
          run()
          return atWork
        })
      },
    },
  )
  appenders.set(events, appender)
  return appender
}
