import { expect, test } from 'vitest'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer, tokenOf } from '../support/server.ts'
import { complete, openSocket, PROTOCOL, subscribe, userSocket } from './socket.ts'

/** graphql-ws's PROTOCOL.md, rule by rule. */

const { url } = await testServer()
const ada = await clientOf(url)
const open = () => userSocket(url, ada.name)

const EVENTS = `subscription ($id: ID!) {
  conversationEvents(conversationId: $id) { __typename ... on MessageAdded { message { content } } }
}`
const VIEWER = '{ viewer { name } }'

/** A conversation, watched by a socket under the id `events`. */
async function watched() {
  const [socket, { id }] = [await open(), await createConversation(ada)]
  socket.send(subscribe('events', EVENTS, { id }))
  // Answered after the subscription is at work, as the messages of a socket are taken in turn.
  const say = (content: string) => addMessage(ada, { conversationId: id, content })
  return { socket, id, say }
}

test('the sub-protocol is graphql-transport-ws, and no other', async () => {
  const socket = await openSocket(url, ['chat', PROTOCOL])
  expect(socket.raw.protocol).toBe(PROTOCOL)
  socket.raw.close()
  for (const other of ['graphql-ws', 'chat'])
    await expect(openSocket(url, other)).rejects.toThrow('Server sent no subprotocol')
})

test('a socket without a sub-protocol is closed with 4406', async () => {
  const { closed } = await openSocket(url, [])
  expect(await closed).toMatchObject({ code: 4406, reason: 'Subprotocol not acceptable' })
})

test('a connection that is not initialised in time is closed with 4408', async () => {
  const { closed } = await openSocket(url)
  expect(await closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' })
})

test('an initialised connection is acknowledged', async () => {
  const authorization = `Bearer ${await tokenOf(ada.name)}`
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload: { authorization } })
  expect(await socket.next()).toEqual({ type: 'connection_ack' })
})

test('a second initialisation is one too many, also before the first is acknowledged: 4429', async () => {
  const late = await open()
  late.send({ type: 'connection_init' })
  expect(await late.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' })

  const init = { type: 'connection_init', payload: { authorization: `Bearer ${await tokenOf(ada.name)}` } }
  const early = await openSocket(url)
  early.send(init)
  early.send(init)
  expect((await early.closed).code).toBe(4429)
  expect(early.received).toEqual([])
})

test('an operation before the acknowledgement is closed with 4401, and does not run', async () => {
  const { id } = await createConversation(ada)
  const authorization = `Bearer ${await tokenOf(ada.name)}`
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload: { authorization } })
  const input = { conversationId: id, role: 'USER', content: 'too early' }
  const add = 'mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }'
  socket.send(subscribe('1', add, { input }))
  expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' })
  const counted = await ada.data('query ($id: ID!) { conversation(id: $id) { messageCount } }', { id })
  expect(counted.conversation.messageCount).toBe(0)
})

test('a ping is answered with a pong that has its payload, also before the initialisation', async () => {
  const socket = await openSocket(url)
  socket.send({ type: 'ping' })
  expect(await socket.next()).toEqual({ type: 'pong' })
  socket.send({ type: 'ping', payload: { at: 1 } })
  expect(await socket.next()).toEqual({ type: 'pong', payload: { at: 1 } })
})

test('a pong that nobody asked for is taken as it is', async () => {
  const socket = await open()
  socket.send({ type: 'pong', payload: { late: true } })
  socket.send(subscribe('1', VIEWER))
  expect(await socket.next()).toMatchObject({ id: '1', type: 'next' })
})

test('a query is answered with one result and its completion', async () => {
  const socket = await open()
  socket.send(subscribe('one', VIEWER))
  expect(await socket.next()).toEqual({
    id: 'one',
    type: 'next',
    payload: { data: { viewer: { name: ada.name } } },
  })
  expect(await socket.next()).toEqual({ id: 'one', type: 'complete' })
})

test('an id may be used again when its operation is complete', async () => {
  const socket = await open()
  for (const _ of [1, 2]) {
    socket.send(subscribe('again', VIEWER))
    expect((await socket.next()).type).toBe('next')
    expect((await socket.next()).type).toBe('complete')
  }
})

test('an id in use is closed with 4409, whatever its length and kind of operation', async () => {
  const { id } = await createConversation(ada)
  for (const name of ['same', 'x'.repeat(1_000), 'é'.repeat(60), '__proto__', 'constructor']) {
    const socket = await open()
    socket.send(subscribe(name, EVENTS, { id }))
    socket.send(subscribe(name, VIEWER))
    expect((await socket.closed).code).toBe(4409)
    expect(socket.received).toEqual([])
  }
  const socket = await open()
  socket.send(subscribe('7', EVENTS, { id }))
  socket.send(subscribe('7', EVENTS, { id }))
  expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber for 7 already exists' })
})

test('what may be left out may be null', async () => {
  const socket = await open()
  socket.send(subscribe('1', VIEWER, undefined, { operationName: null, variables: null, extensions: null }))
  expect(await socket.next()).toMatchObject({ id: '1', type: 'next', payload: { data: { viewer: {} } } })
})

test('of several operations the one that is named runs', async () => {
  const socket = await open()
  const query = 'query A { a: viewer { name } } query B { b: viewer { name } }'
  socket.send(subscribe('1', query, {}, { operationName: 'B' }))
  expect((await socket.next()).payload).toEqual({ data: { b: { name: ada.name } } })
})

test.each([
  ['that does not parse', '{'],
  ['that is not of the schema', '{ nothing }'],
])('an error ends an operation %s: no completion follows, and the id is free', async (_, query) => {
  const socket = await open()
  socket.send(subscribe('1', query))
  expect(await socket.next()).toMatchObject({ id: '1', type: 'error', payload: [{}] })
  socket.send(subscribe('1', VIEWER))
  expect([await socket.next(), await socket.next()].map(({ type }) => type)).toEqual(['next', 'complete'])
})

test('a client that closes normally is let go normally', async () => {
  const { socket } = await watched()
  socket.raw.close(1000)
  expect((await socket.closed).code).toBe(1000)
})

test('operations run beside each other, each under its id', async () => {
  const { socket, say } = await watched()
  socket.send(subscribe('query', VIEWER))
  expect([await socket.next(), await socket.next()].map(({ id }) => id)).toEqual(['query', 'query'])
  await say('Hello')
  expect(await socket.next()).toEqual({
    id: 'events',
    type: 'next',
    payload: { data: { conversationEvents: { __typename: 'MessageAdded', message: { content: 'Hello' } } } },
  })
})

test('a subscription ends with the stream it is of', async () => {
  const { socket, id } = await watched()
  socket.send(subscribe('query', VIEWER))
  await socket.next()
  await socket.next()
  const trash = 'mutation ($id: ID!) { trashConversation(input: { conversationId: $id }) { __typename } }'
  await ada.data(trash, { id })
  const remove = 'mutation ($id: ID!) { deleteConversation(input: { conversationId: $id }) { __typename } }'
  await ada.data(remove, { id })
  let message = await socket.next()
  while (message.payload?.data.conversationEvents.__typename === 'ConversationChanged')
    message = await socket.next()
  expect(message).toMatchObject({
    payload: { data: { conversationEvents: { __typename: 'ConversationDeleted' } } },
  })
  expect(await socket.next()).toEqual({ id: 'events', type: 'complete' })
})

test('a completed subscription is heard of no more, and completing it again is ignored', async () => {
  const { socket, say } = await watched()
  socket.send(complete('events'))
  socket.send(complete('events'))
  socket.send(complete('never there'))
  await say('Is anyone there?')
  socket.send(subscribe('last', VIEWER))
  expect([await socket.next(), await socket.next()].map(({ id, type }) => [id, type])).toEqual([
    ['last', 'next'],
    ['last', 'complete'],
  ])
})

test('a query that is completed before its answer is not answered', async () => {
  const socket = await open()
  socket.send(subscribe('given up', VIEWER))
  socket.send(complete('given up'))
  socket.send(subscribe('last', VIEWER))
  expect([await socket.next(), await socket.next()].map(({ id }) => id)).toEqual(['last', 'last'])
})

test.each([
  ['no JSON', 'nonsense'],
  ['no object', '[]'],
  ['null', 'null'],
  ['no type', '{}'],
  ['a type that is none', '{"type":1}'],
  ['an unknown type', '{"type":"start"}'],
  ['a payload of the initialisation that is no object', '{"type":"connection_init","payload":"x"}'],
  ['a payload of a ping that is no object', '{"type":"ping","payload":[]}'],
  ['an operation without an id', '{"type":"subscribe","payload":{"query":"{ viewer { name } }"}}'],
  ['an empty id', '{"type":"subscribe","id":"","payload":{"query":"{ viewer { name } }"}}'],
  ['a number as id', '{"type":"subscribe","id":1,"payload":{"query":"{ viewer { name } }"}}'],
  ['an operation without a payload', '{"type":"subscribe","id":"1"}'],
  ['an operation without a query', '{"type":"subscribe","id":"1","payload":{}}'],
  ['a query that is no text', '{"type":"subscribe","id":"1","payload":{"query":1}}'],
  ['variables in a list', '{"type":"subscribe","id":"1","payload":{"query":"{ x }","variables":[]}}'],
  [
    'an operation name that is no text',
    '{"type":"subscribe","id":"1","payload":{"query":"{ x }","operationName":1}}',
  ],
  [
    'extensions that are no object',
    '{"type":"subscribe","id":"1","payload":{"query":"{ x }","extensions":1}}',
  ],
  ['a completion without an id', '{"type":"complete"}'],
])('%s is closed with 4400', async (_, text) => {
  const socket = await open()
  socket.send(text)
  expect(await socket.closed).toEqual({ code: 4400, reason: 'Invalid message received' })
})

test.each([
  { type: 'connection_ack' },
  { type: 'next', id: '1', payload: {} },
  { type: 'error', id: '1', payload: [] },
  { type: 'error', id: '1', payload: [{ message: 'x' }] },
])('$type comes from servers only: 4400', async (message) => {
  const socket = await open()
  socket.send(message)
  expect((await socket.closed).code).toBe(4400)
})
