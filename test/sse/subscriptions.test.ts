import { describe, expect, test } from 'vitest'
import { addMessage, createConversation, done, freshId } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { bearer, testServer, tokenOf } from '../support/server.ts'
import { openStream } from './stream.ts'

const { url } = await testServer()
const ada = await clientOf(url)
const headers = await bearer(ada.name)

const EVENTS = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) {
    __typename ... on Event { cursor } ... on MessageAdded { message { content } }
  }
}`
const extensions = (code: string) => ({ code, requestId: expect.any(String) })

describe.each(['GET', 'POST'] as const)('over %s', (method) => {
  const open = (variables: object, query = EVENTS) =>
    openStream(url, { query, variables }, { method, headers })

  test('events come as they happen', async () => {
    const { id } = await createConversation(ada)
    const stream = await open({ id })
    expect([stream.status, stream.headers['content-type']]).toEqual([200, 'text/event-stream'])
    expect(stream.headers['cache-control']).toContain('no-cache')
    for (const content of ['one', 'two\nlines\n\nand three', '\u2028 é 🙂']) {
      await addMessage(ada, { conversationId: id, content })
      const { data } = await stream.next()
      expect(data.conversationEvents).toMatchObject({ __typename: 'MessageAdded', message: { content } })
    }
    stream.close()
  })

  test.each([
    ['*/*', 200],
    ['', 200],
    ['text/*', 200],
    ['multipart/mixed, text/event-stream;q=0.1', 200],
    ['multipart/mixed', 406],
    ['application/json', 406],
  ])('to whoever accepts "%s" events come as an event stream, or not at all', async (accept, status) => {
    const { id } = await createConversation(ada)
    const stream = await openStream(
      url,
      { query: EVENTS, variables: { id } },
      { method, headers: { ...headers, accept } },
    )
    expect(stream.status).toBe(status)
    if (status === 200) expect(stream.headers['content-type']).toBe('text/event-stream')
    stream.close()
  })

  test('a stream that was lost goes on after the last cursor', async () => {
    const { id } = await createConversation(ada)
    const first = await open({ id })
    await addMessage(ada, { conversationId: id, content: 'one' })
    const { cursor } = (await first.next()).data.conversationEvents
    first.close()
    await addMessage(ada, { conversationId: id, content: 'missed' })
    const second = await open({ id, after: cursor })
    const { data } = await second.next()
    expect(data.conversationEvents.message).toEqual({ content: 'missed' })
    second.close()
  })

  test('a subscription to what is not yours is NOT_FOUND, and ends', async () => {
    const { id } = await createConversation(await clientOf(url))
    for (const unknown of [id, freshId('Conversation')]) {
      const stream = await open({ id: unknown })
      const { data = null, errors } = await stream.next()
      expect([data, errors[0].extensions]).toEqual([null, extensions('NOT_FOUND')])
      expect(await stream.ended).toBe('complete')
    }
  })

  test('a cursor that is none, and variables that do not fit, are BAD_USER_INPUT', async () => {
    const { id } = await createConversation(ada)
    for (const variables of [{ id, after: 'nonsense' }, { id: null }, {}]) {
      const stream = await open(variables)
      expect((await stream.next()).errors[0].extensions).toEqual(extensions('BAD_USER_INPUT'))
      expect(await stream.ended).toBe('complete')
    }
  })

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is %s', async (query, code) => {
    const stream = await open({}, query)
    expect((await stream.next()).errors[0].extensions).toEqual(extensions(code))
    expect(await stream.ended).toBe('complete')
  })
})

test('nobody gets a stream without a token', async () => {
  const { id } = await createConversation(ada)
  for (const method of ['GET', 'POST'] as const) {
    const stream = await openStream(url, { query: EVENTS, variables: { id } }, { method })
    const { data = null, errors } = await stream.next()
    expect([data, errors[0].extensions]).toEqual([null, extensions('UNAUTHENTICATED')])
    expect(await stream.ended).toBe('complete')
  }
})

test('a subscription ends with the conversation that it is of', async () => {
  const { id } = await createConversation(ada)
  const stream = await openStream(url, { query: EVENTS, variables: { id } }, { headers })
  await done(ada, 'trashConversation', { conversationId: id })
  await done(ada, 'deleteConversation', { conversationId: id }, 'deletedConversationId')
  expect((await stream.next()).data.conversationEvents.__typename).toBe('ConversationChanged')
  expect((await stream.next()).data.conversationEvents.__typename).toBe('ConversationDeleted')
  expect(await stream.ended).toBe('complete')
})

test.each(['close', 'keep-alive'])('a connection is as its client asked: %s', async (connection) => {
  const { id } = await createConversation(ada)
  const stream = await openStream(
    url,
    { query: EVENTS, variables: { id } },
    { headers: { ...headers, connection } },
  )
  expect([stream.status, stream.headers.connection]).toEqual([200, connection])
  stream.close()
})

test('a stream breaks off when the token expires, and nothing is delivered after', async () => {
  const { id } = await createConversation(ada)
  const authorization = `Bearer ${await tokenOf(ada.name, 3_000)}`
  const stream = await openStream(url, { query: EVENTS, variables: { id } }, { headers: { authorization } })
  expect(await stream.ended).toBe('broken')
  await addMessage(ada, { conversationId: id })
  await expect(stream.next()).rejects.toThrow('broken')
})

test('queries and mutations may be answered as events too', async () => {
  const stream = await openStream(url, { query: '{ viewer { name } }' }, { headers })
  expect(await stream.next()).toEqual({ data: { viewer: { name: ada.name } } })
  expect(await stream.ended).toBe('complete')
})

test('a subscription that asks for JSON alone is refused', async () => {
  const { id } = await createConversation(ada)
  const asked = { accept: 'application/json', 'content-type': 'application/json', ...headers }
  const body = JSON.stringify({ query: EVENTS, variables: { id } })
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: asked, body })
  expect(response.status).toBe(406)
  expect((await response.json()).errors).toEqual([
    { message: expect.stringContaining('text/event-stream'), extensions: extensions('BAD_USER_INPUT') },
  ])
  const options = { headers: { ...headers, accept: 'application/json' } }
  const stream = await openStream(url, { query: EVENTS, variables: { id } }, options)
  expect(stream.status).toBe(406)
  stream.close()
})
