import { beforeAll, expect, test } from 'vitest'
import { type Serving, stop } from '../cli/tertulia.ts'
import { createConversation, done } from '../features/fixtures.ts'
import { openStream } from '../sse/stream.ts'
import { type Client, clientOf } from '../support/client.ts'
import { bearer } from '../support/server.ts'
import { ownProcess } from './process.ts'
import { subscribe, userSocket } from './socket.ts'

/** The signal to stop, to a server that people are using. */

const start = ownProcess()
let serving: Serving
let ada: Client
beforeAll(async () => {
  serving = await start()
  ada = await clientOf(serving.url)
}, 180_000)

const WATCH = 'subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename } }'
const CREATE = `mutation ($messages: [NewMessageInput!]) {
  createConversation(input: { messages: $messages }) { ... on CreateConversationPayload { conversation { id } } }
}`
/** Enough work that it is not done when the signal comes. */
const messages = Array.from({ length: 1_000 }, () => ({ role: 'USER', content: 'Hello' }))

test('finishes what is in flight over a socket, closes sockets with 1001, breaks streams off, and exits 0 in time', async () => {
  const { id } = await createConversation(ada)
  const headers = await bearer(ada.name)
  const socket = await userSocket(serving.url, ada.name)
  const stalled = await userSocket(serving.url, ada.name)
  const stream = await openStream(serving.url, { query: WATCH, variables: { id } }, { headers })
  const unread = await openStream(serving.url, { query: WATCH, variables: { id } }, { headers })
  socket.send(subscribe('events', WATCH, { id }))
  stalled.send(subscribe('events', WATCH, { id }))
  await done(ada, 'renameConversation', { conversationId: id, title: 'x' })
  for (const reader of [socket, stalled, stream, unread]) await reader.next()
  stalled.raw.pause()
  unread.response.pause()

  socket.send(subscribe('in flight', CREATE, { messages }))
  // Taken in turn: a first answer says that the server has what was sent, though an embedded database, at work in the
  // same thread, may have done it before it gets to the ping.
  socket.send({ type: 'ping' })
  const frames = [await socket.next()]
  const exited = stop(serving)

  frames.push(await socket.next(), await socket.next())
  const conversation = { id: expect.stringMatching(/^conv_/) }
  expect(frames).toEqual(
    expect.arrayContaining([
      { type: 'pong' },
      { id: 'in flight', type: 'next', payload: { data: { createConversation: { conversation } } } },
      { id: 'in flight', type: 'complete' },
    ]),
  )
  expect(await socket.closed).toEqual({ code: 1001, reason: 'Going away' })
  expect(socket.received).toEqual([])
  expect(await stream.ended).toBe('broken')
  expect(await exited).toBe(0)
}, 120_000)
