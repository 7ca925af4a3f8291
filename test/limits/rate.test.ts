import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { type Answer, bearer, post, testServer } from '../support/server.ts'
import { openSocket, subscribe, userSocket } from '../ws/socket.ts'

const free = await testServer()
const { url } = await testServer({ RATE_LIMIT: '5', APPEND_RATE_LIMIT: '7' }, free.database)
const proxied = await testServer({ RATE_LIMIT: '2', TRUST_PROXY: '1' }, free.database)

const VIEWER = '{ viewer { name } }'
const someone = () => `user-${randomUUID()}`
const rename = (name: string) => `${name}: createSpace(input: { name: "x" }) { __typename }`

const toldBy = ({ status, headers }: Answer) => [
  status,
  headers.get('x-ratelimit-limit'),
  headers.get('x-ratelimit-remaining'),
]

function expectLimited({ status, headers, body }: Answer) {
  expect([status, body.data, body.errors[0].extensions.code]).toEqual([429, undefined, 'RATE_LIMITED'])
  const wait = Number(headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
  expect(body.errors[0].extensions.retryAfter).toBe(wait)
}

test('a user has so many requests a minute, and is told how many are left', async () => {
  const user = await clientOf(url)
  for (const left of ['4', '3', '2', '1', '0'])
    expect(toldBy(await user.send(VIEWER))).toEqual([200, '5', left])
  const refused = await user.send(VIEWER)
  expectLimited(refused)
  expect(toldBy(refused)).toEqual([429, '5', '0'])
  expect((await (await clientOf(url)).send(VIEWER)).status).toBe(200)
})

test('what is malformed counts as well', async () => {
  const user = await clientOf(url)
  for (const query of ['{', '{ nothing }', '', `{ ${'viewer { id } '.repeat(51)} }`, VIEWER])
    await user.send(query)
  for (const query of ['{', '{ nothing }', VIEWER]) expectLimited(await user.send(query))
})

test('HTTP and WebSocket share one budget', async () => {
  const user = await clientOf(url)
  const socket = await userSocket(url, user.name)
  const ask = async (query: string) => {
    socket.send(subscribe('1', query))
    const { type, payload } = await socket.next()
    if (type === 'next') await socket.next()
    return payload
  }
  await user.send(VIEWER)
  await user.send(VIEWER)
  expect(await ask(VIEWER)).toEqual({ data: { viewer: { name: user.name } } })
  await ask('{')
  expect(toldBy(await user.send(VIEWER))).toEqual([200, '5', '0'])
  const limited = { code: 'RATE_LIMITED', retryAfter: expect.any(Number), requestId: expect.any(String) }
  for (const query of [VIEWER, '{', 'subscription { conversationListEvents { __typename } }'])
    expect(await ask(query)).toMatchObject([{ extensions: limited }])
})

test('the mutations of one document count each, and none is done where there are too many', async () => {
  const user = await clientOf(url)
  const two = `mutation { ${rename('a')} ...f } fragment f on Mutation { ... { ${rename('b')} } }`
  expect(toldBy(await user.send(two))).toEqual([200, '5', '3'])
  expectLimited(await user.send(`mutation { ${['a', 'b', 'c', 'd'].map(rename).join(' ')} }`))
  const { data } = await clientOf(free.url, user.name)
  expect((await data('{ spaces { totalCount } }')).spaces.totalCount).toBe(3)
})

test('what streams has a budget of its own', async () => {
  const user = await clientOf(free.url)
  const limited = await clientOf(url, user.name)
  const { id } = await createConversation(user)
  const message = await addMessage(user, {
    conversationId: id,
    role: 'ASSISTANT',
    content: null,
    status: 'STREAMING',
  })
  const append = (offset: number) =>
    limited.send(
      'mutation ($input: AppendToMessageInput!) { appendToMessage(input: $input) { __typename } }',
      { input: { messageId: message.id, partIndex: 0, offset, text: 'x' } },
    )
  expect(toldBy(await append(0))).toEqual([200, '7', '6'])
  const part = `mutation ($id: ID!) {
    addMessagePart(input: { messageId: $id, partIndex: 1, part: { text: { text: "y" } } }) { __typename }
    finishMessage(input: { messageId: $id }) { __typename }
  }`
  expect(toldBy(await limited.send(part, { id: message.id }))).toEqual([200, '7', '4'])
  for (const left of ['3', '2', '1', '0']) expect(toldBy(await append(1))).toEqual([200, '7', left])
  expectLimited(await append(1))
  expect(toldBy(await limited.send(VIEWER))).toEqual([200, '5', '4'])
})

test('strangers count by their address', async () => {
  const anonymous = await testServer({ RATE_LIMIT: '3', INTROSPECTION: 'false' }, free.database)
  const bad = { authorization: 'Bearer nonsense' }
  for (const headers of [{}, bad, bad])
    expect((await post(anonymous.url, { query: VIEWER }, headers)).status).toBe(401)
  expectLimited(await post(anonymous.url, { query: VIEWER }, bad))
  const socket = await openSocket(anonymous.url)
  socket.send({ type: 'connection_init', payload: bad })
  expect((await socket.closed).code).toBe(4429)
  expect((await post(anonymous.url, { query: VIEWER }, await bearer(someone()))).status).toBe(200)
})

test('behind a proxy the address is the one that the proxy tells, not what the client claims', async () => {
  const ask = (forwarded: string) =>
    post(proxied.url, { query: VIEWER }, { 'x-forwarded-for': forwarded }).then(({ status }) => status)
  expect(await ask('203.0.113.1')).toBe(401)
  expect(await ask('192.0.2.1, 203.0.113.1')).toBe(401)
  expect(await ask('192.0.2.2, 203.0.113.1')).toBe(429)
  expect(await ask('203.0.113.2')).toBe(401)
  for (const status of [401, 401, 429])
    expect(await ask(`2001:db8:0:1::${status}${randomUUID().slice(0, 1)}`)).toBe(status)
  expect(await ask('2001:db8:0:2::1')).toBe(401)
})

test('without a proxy nobody is believed', async () => {
  const direct = await testServer({ RATE_LIMIT: '2', INTROSPECTION: 'false' }, free.database)
  const statuses = []
  for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3'])
    statuses.push((await post(direct.url, { query: VIEWER }, { 'x-forwarded-for': address })).status)
  expect(statuses).toEqual([401, 401, 429])
})

test('in development there is no limit unless one is set, in production there is', async () => {
  const { headers } = await (await clientOf(free.url)).send(VIEWER)
  expect(headers.has('x-ratelimit-limit')).toBe(false)
  const production = await testServer({ NODE_ENV: 'production' }, free.database)
  expect(toldBy(await (await clientOf(production.url)).send(VIEWER))).toEqual([200, '100', '99'])
})
