import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Serving } from '../cli/tertulia.ts'
import { addMessage, createConversation, done } from '../features/fixtures.ts'
import { openStream } from '../sse/stream.ts'
import { type Client, clientOf } from '../support/client.ts'
import { bearer } from '../support/server.ts'
import { memoryOf, ownProcess } from './process.ts'
import { type Socket, subscribe, userSocket } from './socket.ts'

const MIB = 1024 * 1024
const TEXT = 'x'.repeat(60_000)
const EVENTS = 3_000
const PER_MESSAGE = 15
const WARM_UP = 300
const MINUTES = 60_000

const start = ownProcess()
let serving: Serving
let ada: Client
beforeAll(async () => {
  // With little room for what V8 has not yet collected, the process grows by what it holds on to. Young objects have
  // room of their own: 32 MiB, but 128 by default in Node 24.
  const NODE_OPTIONS = '--max-old-space-size=128 --max-semi-space-size=16'
  serving = await start({ LOG_LEVEL: 'error', NODE_OPTIONS })
  ada = await clientOf(serving.url)
}, 2 * MINUTES)
afterAll(() => void serving.process.kill('SIGKILL'))

const WATCH = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) {
    __typename ... on Event { cursor } ... on MessageDelta { offset text }
  }
}`

test(
  'those who read nothing take little memory, hold up nobody, are cut off, and can resume',
  async () => {
    await readWhile(await conversationWithCursor(), WARM_UP)

    const watched = await conversationWithCursor()
    const stalled = [await stalledSocket(watched), await stalledStream(watched)]
    const before = await memoryOf(serving)
    let most = before
    await readWhile(watched, EVENTS, async () => {
      most = Math.max(most, await memoryOf(serving))
    })
    // Each would have 172 MiB. What is held on to is a few; how much V8 collects late differs by version and machine.
    expect(most - before).toBeLessThan(96 * MIB)

    const states = () => stalled.map((stateOf) => stateOf())
    await expect.poll(states, { timeout: 2 * MINUTES, interval: 1_000 }).toEqual(['cut off', 'cut off'])
    await deltasOf(await watching(watched), EVENTS)
  },
  10 * MINUTES,
)

const LARGE = 'x'.repeat(MIB)
const MESSAGES = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) { ... on MessageAdded { cursor message { content } } }
}`

test(
  'who reads none of many large messages is not given them all at once',
  async () => {
    const { id, after } = await conversationWithCursor()
    for (let count = 0; count < 40; count++) await addMessage(ada, { conversationId: id, content: LARGE })
    const reader = await userSocket(serving.url, ada.name, 10 * MINUTES)
    reader.send(subscribe('1', MESSAGES, { id, after }))
    const cursors = [after]
    while (cursors.length < 40) {
      const { conversationEvents } = (await reader.next()).payload.data
      expect(conversationEvents.message.content).toHaveLength(MIB)
      cursors.push(conversationEvents.cursor)
    }
    reader.raw.close()

    const before = await memoryOf(serving)
    const { raw, send } = await userSocket(serving.url, ada.name, 10 * MINUTES)
    raw.pause()
    // Each from another place, so that they share nothing.
    for (const after of cursors.slice(0, 10)) send(subscribe(after, MESSAGES, { id, after }))
    // Taken in turn: when another's are answered, these have had theirs.
    for (let count = 0; count < 20; count++) await addMessage(ada, { conversationId: id })
    expect((await memoryOf(serving)) - before).toBeLessThan(64 * MIB)
    raw.terminate()
  },
  5 * MINUTES,
)

const HISTORY = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) {
    ... on MessageAdded { cursor message { conversation { messages(first: 30) { nodes { content } } } } }
  }
}`

test(
  'nor is who selects much beside small messages given all of that at once',
  async () => {
    const messages = Array.from({ length: 30 }, () => ({ role: 'USER', content: 'x'.repeat(10_000) }))
    const { id, after } = await conversationWithCursor({ messages })
    const reader = await userSocket(serving.url, ada.name, 10 * MINUTES)
    reader.send(subscribe('1', HISTORY, { id, after }))
    const cursors = [after]
    while (cursors.length < 60) {
      await addMessage(ada, { conversationId: id })
      cursors.push((await reader.next()).payload.data.conversationEvents.cursor)
    }
    reader.raw.close()

    let most = await memoryOf(serving)
    const before = most
    const { raw, send } = await userSocket(serving.url, ada.name, 10 * MINUTES)
    raw.pause()
    for (const after of cursors.slice(0, 20)) send(subscribe(after, HISTORY, { id, after }))
    // Taken in turn: each of those has had several when these are answered.
    for (let count = 0; count < 60; count++) {
      await addMessage(ada, { conversationId: id })
      most = Math.max(most, await memoryOf(serving))
    }
    expect(most - before).toBeLessThan(96 * MIB)
    raw.terminate()
  },
  5 * MINUTES,
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

async function conversationWithCursor(input: object = {}): Promise<Watched> {
  const { id } = await createConversation(ada, input)
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
