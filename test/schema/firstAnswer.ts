import { done } from '../features/fixtures.ts'
import type { Client } from '../support/client.ts'
import { userSocket } from '../ws/socket.ts'
import type { Operation } from './operations.ts'
import type { SampleIds } from './places.ts'

export const isSubscription = ({ name }: Operation) => name.startsWith('Subscription.')

export interface FirstAnswer {
  data?: object
  errors?: { message: string; extensions: { code: string } }[]
}

/**
 * What a subscription, as the text of its payload, is first answered with over a WebSocket: its errors, or an event of
 * those that the user's sample conversation is made to have.
 */
export async function firstAnswer(
  url: string,
  user: Client,
  { Conversation: conversationId }: SampleIds,
  payload: string,
): Promise<FirstAnswer> {
  const socket = await userSocket(url, user.name)
  socket.send(`{ "id": "1", "type": "subscribe", "payload": ${payload} }`)
  const answer = socket.next()
  let isAnswered = false
  const stop = () => {
    isAnswered = true
  }
  answer.then(stop, stop)
  for (let n = 0; !isAnswered; n++) await done(user, 'renameConversation', { conversationId, title: `${n}` })
  const message = await answer
  socket.raw.close()
  return message.type === 'error' ? { errors: message.payload } : message.payload
}
