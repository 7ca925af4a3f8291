import { expect, test, vi } from 'vitest'
import { addMessage, createConversation, freshId } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer, tokenOf } from '../support/server.ts'
import { openSocket, type Socket, subscribe, userSocket } from './socket.ts'

/** Operations over a socket meet the rules that they meet over HTTP. */

const { url, database } = await testServer()
const ada = await clientOf(url)
const VIEWER = '{ viewer { name } }'
const EVENTS = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) { __typename }
}`
const extensions = (code: string) => ({ code, requestId: expect.any(String) })

/** Sends an operation and answers with the one message that it gets but for its completion. */
async function answer(socket: Socket, query: string, variables?: object, others?: object) {
  socket.send(subscribe('1', query, variables, others))
  const { type, payload } = await socket.next()
  if (type === 'next') expect(await socket.next()).toEqual({ id: '1', type: 'complete' })
  return { type, payload }
}

test.each([
  ['no payload', undefined],
  ['no token', {}],
  ['a token that is none', { authorization: 'Bearer nonsense' }],
  ['another scheme', { authorization: 'Basic YTpi' }],
  ['no text', { authorization: { toString: 1 } }],
  ['a list', { authorization: ['Bearer x'] }],
])('%s in connection_init is closed with 4403', async (_, payload) => {
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload })
  expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' })
  expect(socket.received).toEqual([])
})

test('a token that has expired is closed with 4403', async () => {
  const authorization = `Bearer ${await tokenOf(ada.name, -1_000)}`
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload: { authorization } })
  expect((await socket.closed).code).toBe(4403)
})

test('the token may stand under Authorization too, as the header does', async () => {
  const payload = { Authorization: `Bearer ${await tokenOf(ada.name)}` }
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload })
  expect(await socket.next()).toEqual({ type: 'connection_ack' })
})

test('a socket whose token expires is closed with 4403 within 3 seconds, and runs nothing after', async () => {
  const { id } = await createConversation(ada)
  const expired = Date.now() + 4_000
  const socket = await userSocket(url, ada.name, 4_000)
  socket.send(subscribe('events', EVENTS, { id }))
  expect((await answer(socket, VIEWER)).type).toBe('next')

  // Like one that does not heed the close: it still sends.
  socket.raw.pause()
  await expect.poll(() => Date.now()).toBeGreaterThan(expired + 3_000)
  const add = 'mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }'
  socket.send(subscribe('late', add, { input: { conversationId: id, role: 'USER', content: 'late' } }))
  await addMessage(ada, { conversationId: id, content: 'from elsewhere' })
  socket.raw.resume()

  expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' })
  expect(socket.received).toEqual([])
  const query = 'query ($id: ID!) { conversation(id: $id) { messages { nodes { content } } } }'
  expect((await ada.data(query, { id })).conversation.messages.nodes).toEqual([{ content: 'from elsewhere' }])
})

test('an operation that does not parse is answered with an error, and the socket stays open', async () => {
  const socket = await userSocket(url, ada.name)
  for (const query of ['', '{', '{ viewer { name }', 'subscription {']) {
    const { type, payload } = await answer(socket, query)
    expect([query, type, payload]).toEqual([
      query,
      'error',
      [
        {
          message: expect.stringContaining('Syntax Error'),
          locations: [expect.anything()],
          extensions: extensions('GRAPHQL_PARSE_FAILED'),
        },
      ],
    ])
  }
  expect((await answer(socket, VIEWER)).type).toBe('next')
})

test('an operation that is not of the schema is answered with an error, and the socket stays open', async () => {
  const socket = await userSocket(url, ada.name)
  for (const query of ['{ nothing }', 'subscription { nothing }', 'mutation { nothing }']) {
    expect(await answer(socket, query)).toEqual({
      type: 'error',
      payload: [
        {
          message: expect.stringContaining('Cannot query field "nothing"'),
          locations: [expect.anything()],
          extensions: extensions('GRAPHQL_VALIDATION_FAILED'),
        },
      ],
    })
  }
  expect((await answer(socket, VIEWER)).type).toBe('next')
})

test.each([
  'subscription { conversationListEvents @skip(if: true) { __typename } }',
  'subscription { ...f } fragment f on Subscription { ... @include(if: false) { conversationListEvents { __typename } } }',
  'subscription { ...f @include(if: false) } fragment f on Subscription { conversationListEvents { __typename } }',
])('%s is refused, and the socket stays open', async (query) => {
  const socket = await userSocket(url, ada.name)
  expect(await answer(socket, query)).toMatchObject({
    type: 'error',
    payload: [{ extensions: extensions('GRAPHQL_VALIDATION_FAILED') }],
  })
  expect((await answer(socket, VIEWER)).type).toBe('next')
})

test('conditions may stand below the root of a subscription', async () => {
  const { id } = await createConversation(ada)
  const socket = await userSocket(url, ada.name)
  const events = EVENTS.replace('{ __typename }', '{ __typename @include(if: true) }')
  expect(events).not.toBe(EVENTS)
  socket.send(subscribe('events', events, { id }))
  expect((await answer(socket, VIEWER)).type).toBe('next')
  await addMessage(ada, { conversationId: id })
  expect(await socket.next()).toMatchObject({ id: 'events', type: 'next' })
})

test('an operation that the document does not have is bad user input', async () => {
  const socket = await userSocket(url, ada.name)
  const two = 'query a { viewer { name } } query b { viewer { name } }'
  for (const operationName of [undefined, 'c']) {
    const { type, payload } = await answer(socket, two, {}, { operationName })
    expect([type, payload[0].extensions]).toEqual(['error', extensions('BAD_USER_INPUT')])
  }
  expect(await answer(socket, two, {}, { operationName: 'b' })).toMatchObject({ type: 'next' })
})

test('variables that do not fit are bad user input', async () => {
  const socket = await userSocket(url, ada.name)
  for (const id of [undefined, null, {}]) {
    const { payload } = await answer(socket, 'query ($id: ID!) { node(id: $id) { id } }', { id })
    expect(payload.errors[0].extensions).toEqual(extensions('BAD_USER_INPUT'))
    const subscribed = await answer(socket, EVENTS, { id })
    expect(subscribed.payload.errors[0].extensions).toEqual(extensions('BAD_USER_INPUT'))
  }
})

test('mutations do what they do over HTTP, and refuse as they do there', async () => {
  const socket = await userSocket(url, ada.name)
  const rename = `mutation ($id: ID!) {
    renameConversation(input: { conversationId: $id, title: "New" }) { __typename ... on Error { code } }
  }`
  const { id } = await createConversation(ada)
  expect((await answer(socket, rename, { id })).payload.data.renameConversation.__typename).toBe(
    'RenameConversationPayload',
  )
  const stranger = await userSocket(url, 'a stranger')
  expect((await answer(stranger, rename, { id })).payload.data.renameConversation).toEqual({
    __typename: 'NotFoundError',
    code: 'NOT_FOUND',
  })
})

test('a stranger gets NOT_FOUND as an error, and no event', async () => {
  const { id } = await createConversation(ada)
  const stranger = await userSocket(url, 'a stranger')
  for (const unknown of [id, freshId('Conversation'), 'nonsense']) {
    const { payload } = await answer(stranger, EVENTS, { id: unknown })
    expect(payload.errors).toMatchObject([
      { path: ['conversationEvents'], extensions: extensions('NOT_FOUND') },
    ])
    expect(payload.data ?? null).toBeNull()
  }
})

test('a cursor that is none is bad user input', async () => {
  const { id } = await createConversation(ada)
  const socket = await userSocket(url, ada.name)
  const { payload } = await answer(socket, EVENTS, { id, after: 'nonsense' })
  expect(payload.errors[0].extensions).toEqual(extensions('BAD_USER_INPUT'))
})

test('a fault is masked', async () => {
  const { id } = await createConversation(ada)
  const socket = await userSocket(url, ada.name)
  expect((await answer(socket, VIEWER)).type).toBe('next')
  const broken = vi.spyOn(database.statements, 'rows').mockRejectedValue(new Error('the details'))
  const { payload } = await answer(socket, 'query ($id: ID!) { conversation(id: $id) { title } }', { id })
  broken.mockRestore()
  const fault = { message: 'Internal server error', extensions: extensions('INTERNAL_SERVER_ERROR') }
  expect(payload.errors).toMatchObject([fault])
})

test('without introspection nothing of the schema is told', async () => {
  const production = await testServer({ NODE_ENV: 'production' }, database)
  const socket = await userSocket(production.url, ada.name)
  const { type, payload } = await answer(socket, '{ __schema { queryType { name } } }')
  expect([type, payload[0].extensions]).toEqual(['error', extensions('GRAPHQL_VALIDATION_FAILED')])
  const typed = await answer(await userSocket(url, ada.name), '{ __schema { queryType { name } } }')
  expect(typed.payload).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } })
})
