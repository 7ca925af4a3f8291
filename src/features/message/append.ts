import { z } from 'zod'
import type { EventHub } from '../../platform/events/hub.ts'
import { keyOf } from '../../platform/references.ts'
import type { Session, Telling } from '../../platform/session.ts'
import { text, validate } from '../../platform/validation.ts'
import { Appender } from './appender.ts'

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
export async function appendToMessage(session: Omit<Session, 'files'>, input: Input): Promise<string> {
  const messageKey = keyOf('Message', input.messageId)
  const valid = validate(append, input)
  const refusal = await appenderOf(session).append({ ...valid, messageKey, viewerKey: session.viewer.id })
  if (refusal) throw refusal
  return messageKey
}

/** A server has one. */
const appenders = new WeakMap<EventHub, Appender>()

function appenderOf(session: Telling): Appender {
  const appender = appenders.get(session.events) ?? new Appender(session)
  appenders.set(session.events, appender)
  return appender
}
