import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Serving } from '../cli/tertulia.ts'
import { createConversation, done } from '../features/fixtures.ts'
import { openStream } from '../sse/stream.ts'
import { type Client, clientOf } from '../support/client.ts'
import { bearer } from '../support/server.ts'
import { memoryOf, ownProcess } from './process.ts'
import { type Socket, subscribe, userSocket } from './socket.ts'

const MIB = 1024 * 1024
const TEXT = 'x'.repeat(60_000)
const EVENTS = 3_000
const PER_MESSAGE = 15
const MINUTES = 60_000

const start = ownProcess()
let serving: Serving
let ada: Client
beforeAll(async () => {
  serving = await start({ LOG_LEVEL: 'error' })
  ada = await clientOf(serving.url)
}, 2 * MINUTES)
afterAll(() => void serving.process.kill('SIGKILL'))

const WATCH = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) {
    __typename ... on Event { cursor } ... on MessageDelta { offset text }
  }
}`

// The embedded database keeps its pages in the memory that is measured.
test.skipIf(!process.env.DATABASE_URL)(
  'those who read nothing take little memory, hold up nobody, are cut off, and can resume',
  // V8 collects when it likes. What grows because nobody reads it grows every time.
  { timeout: 10 * MINUTES, retry: 2 },
  async () => {
    // What any load takes, a server has taken before we measure.
    await readWhile(await conversationWithCursor(), EVENTS)

    const watched = await conversationWithCursor()
    const stalled = [await stalledSocket(watched), await stalledStream(watched)]
    const before = await memoryOf(serving)
    let most = before
    await readWhile(watched, EVENTS, async () => {
      most = Math.max(most, await memoryOf(serving))
    })
    expect(most - before).toBeLessThan(64 * MIB)

    const states = () => stalled.map((stateOf) => stateOf())
    await expect.poll(states, { timeout: 2 * MINUTES, interval: 1_000 }).toEqual(['cut off', 'cut off'])
    await deltasOf(await watching(watched), EVENTS)
  },
)

interface Watched {
  id: string
  after: string
}

async function watching(variables: Watched): Promise<Socket> {
  const socket = await userSocket(serving.url, ada.name, 10 * MINUTES)
  socket.send(subscribe('1', WATCH, variables))
  return socket
}

/** Streams so many events to one who reads them. */
async function readWhile(watched: Watched, events: number, each?: () => Promise<void>) {
  const reader = await watching(watched)
  await Promise.all([deltasOf(reader, events), stream(watched.id, events, each)])
  reader.raw.close()
}

async function conversationWithCursor(): Promise<Watched> {
  const { id } = await createConversation(ada)
  const { conversation } = await ada.data('query ($id: ID!) { conversation(id: $id) { eventCursor } }', {
    id,
  })
  return { id, after: conversation.eventCursor }
}

/** Reads nothing, but says that it lives. */
async function stalledSocket(variables: Watched) {
  const { raw, send } = await userSocket(serving.url, ada.name, 10 * MINUTES)
  raw.pause()
  send(subscribe('1', WATCH, variables))
  return () => {
    if (raw.readyState !== WebSocket.OPEN) return 'cut off'
    raw.pong()
    return 'open'
  }
}

async function stalledStream(variables: Watched) {
  const headers = await bearer(ada.name, 10 * MINUTES)
  const { response, socket } = await openStream(serving.url, { query: WATCH, variables }, { headers })
  response.pause()
  return () => {
    if (socket.destroyed) return 'cut off'
    // A server that has let go of it answers with a reset.
    socket.write('\r\n')
    return 'open'
  }
}

/** Streams so many appends into messages of the conversation, some at a time. */
async function stream(conversationId: string, appends: number, each: () => Promise<void> = async () => {}) {
  let left = appends / PER_MESSAGE
  const worker = async () => {
    while (left-- > 0) {
      const input = { conversationId, role: 'ASSISTANT', content: '', status: 'STREAMING' }
      const { message } = await done(ada, 'addMessage', input, 'message { id }')
      for (let index = 0; index < PER_MESSAGE; index++) {
        const append = { messageId: message.id, partIndex: 0, offset: index * TEXT.length, text: TEXT }
        await done(ada, 'appendToMessage', append, '__typename')
      }
      await each()
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
}

/** Reads on until so many deltas came, each where the one before it of its message ended. */
async function deltasOf(socket: Socket, count: number): Promise<void> {
  let seen = 0
  while (seen < count) {
    const { payload } = await socket.next()
    const { __typename, text } = payload.data.conversationEvents
    if (__typename === 'MessageDelta') seen += text.length / TEXT.length
  }
  expect(seen).toBe(count)
}
