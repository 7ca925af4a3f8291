import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openStream } from '../sse/stream.ts'
import { bearer, post, testServer } from '../support/server.ts'
import { subscribe, userSocket } from '../ws/socket.ts'

const { url } = await testServer()
const headers = { ...(await bearer('ada')), accept: 'application/graphql-response+json' }
const send = (query: string, variables?: object) => post(url, { query, variables }, headers)

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')
const codesOf = ({ errors = [] }: { errors?: { extensions: { code: string } }[] }) =>
  errors.map(({ extensions }) => extensions.code)

const limited: [what: string, most: number, queryOf: (count: number) => string][] = [
  ['aliases', 100, (count) => `{ viewer { ${times(count, (i) => `a${i}: name`)} } }`],
  ['aliases of __typename', 100, (count) => `{ viewer { ${times(count, (i) => `a${i}: __typename`)} } }`],
  ['directives', 50, (count) => `{ viewer { ${times(count, () => `... @include(if: true) { id }`)} } }`],
  ['fields at the root', 50, (count) => `{ ${times(count, () => 'viewer { id }')} }`],
  [
    'fields',
    2_000,
    (count) =>
      `{ ${times(50, (i) => `a${i}: viewer { ${times(39 + (i ? 0 : count - 2_000), () => 'id')} }`)} }`,
  ],
  ['tokens', 10_000, (count) => `{ nodes(ids: [${times(count - 12, () => '1')}]) { id } }`],
]

test.each(limited)('%s: %i and no more', async (_, most, queryOf) => {
  const within = await send(queryOf(most))
  expect(codesOf(within.body)).not.toContain('QUERY_TOO_COMPLEX')
  expect(within.body.data).toBeDefined()
  const beyond = await send(queryOf(most + 1))
  expect([beyond.status, codesOf(beyond.body)]).toEqual([400, ['QUERY_TOO_COMPLEX']])
})

test('what stands at the root of a fragment counts where it is spread', async () => {
  const many = times(60, () => 'name')
  const within = await send(`{ viewer { ...f } } fragment f on User { ${many} }`)
  expect([within.status, within.body]).toEqual([200, { data: { viewer: { name: expect.any(String) } } }])
  const viewers = times(30, () => 'viewer { id }')
  const beyond = await send(`{ ...f ...f } fragment f on Query { ${viewers} }`)
  expect([beyond.status, codesOf(beyond.body)]).toEqual([400, ['QUERY_TOO_COMPLEX']])
})

test('levels: 20 and no more', async () => {
  // __schema, types, and then type, ofType, …
  const deep = (levels: number) =>
    `{ __schema { types { fields { type ${'{ ofType '.repeat(levels - 5)} { name } ${'}'.repeat(levels - 5)} } } } }`
  expect(codesOf((await send(deep(20))).body)).toEqual([])
  expect(codesOf((await send(deep(21))).body)).toEqual(['QUERY_TOO_COMPLEX'])
})

test('variables may be nested 64 levels deep, a value of JSON within them 32', async () => {
  const nest = (levels: number) => JSON.parse('[0]'.padStart(levels + 2, '[').padEnd(2 * levels + 1, ']'))
  const query = `mutation ($data: JSON) { createConversation(input: { messages: { role: USER, parts: { data: { name: "x", data: $data } } } }) { __typename } }`
  const typeOf = async (levels: number) => {
    const { status, body } = await send(query, { data: nest(levels) })
    return [status, body.data?.createConversation.__typename ?? codesOf(body)]
  }
  expect(await typeOf(32)).toEqual([200, 'CreateConversationPayload'])
  expect(await typeOf(63)).toEqual([200, 'ValidationError'])
  expect(await typeOf(64)).toEqual([400, ['BAD_USER_INPUT']])
  expect(await typeOf(1_000)).toEqual([400, ['BAD_USER_INPUT']])
})

const fragments = (count: number, bodyOf: (index: number) => string) =>
  times(count, (i) => `fragment f${i} on Conversation { ${bodyOf(i)} }`)
const under = (body: string) => `{ conversations { nodes { ${body} } } }`

/** What takes a server long that only begins to understand it. */
const evil: [what: string, code: string, query: string][] = [
  [
    'fragments that double each other',
    'QUERY_TOO_COMPLEX',
    `${under('...f0')} ${fragments(200, (i) => (i < 199 ? `...f${i + 1} ...f${i + 1}` : 'id'))}`,
  ],
  [
    'fragments in a circle',
    'GRAPHQL_VALIDATION_FAILED',
    `${under('...f0')} ${fragments(500, (i) => `id ...f${(i + 1) % 500}`)}`,
  ],
  [
    'a fragment of itself',
    'GRAPHQL_VALIDATION_FAILED',
    `${under('...f0')} fragment f0 on Conversation { messages { nodes { conversation { ...f0 ...f0 } } } }`,
  ],
  [
    'fragments that all spread all',
    'GRAPHQL_VALIDATION_FAILED',
    `${under('...f0')} ${fragments(60, () => times(60, (i) => `...f${i}`))}`,
  ],
  ['the same field over and over', 'QUERY_TOO_COMPLEX', `{ ${times(3_000, () => 'viewer { id }')} }`],
  ['fields that overlap', 'QUERY_TOO_COMPLEX', under(times(1_990, (i) => `x: ${i ? 'title' : 'id'}`))],
  [
    'fields that overlap, each with others',
    'QUERY_TOO_COMPLEX',
    under(times(40, () => `lastMessage { ${times(40, (i) => (i % 2 ? 'a: id' : 'a: content'))} }`)),
  ],
  [
    'fragments that overlap',
    'QUERY_TOO_COMPLEX',
    `{ conversations { nodes { ${times(300, (i) => `...f${i}`)} } } } ${fragments(300, (i) => `a: lastMessage { b: ${i % 2 ? 'id' : 'content'} }`)}`,
  ],
  [
    'one field in one place, again and again',
    'QUERY_TOO_COMPLEX',
    `{ viewer { ${times(1_900, () => 'id')} } }`,
  ],
  ['many operations', 'QUERY_TOO_COMPLEX', times(900, (i) => `query q${i} { viewer { id } }`)],
  [
    'many variables',
    'GRAPHQL_VALIDATION_FAILED',
    `query (${times(1_600, (i) => `$a${i}: ID!`)}) { viewer { id } }`,
  ],
  [
    'many directives on one field',
    'QUERY_TOO_COMPLEX',
    `{ viewer ${times(2_000, () => '@include(if: true)')} { id } }`,
  ],
  [
    'lists nested in lists',
    'QUERY_TOO_COMPLEX',
    `{ nodes(ids: ${'['.repeat(4_900)}${']'.repeat(4_900)}) { id } }`,
  ],
  [
    'objects nested in objects',
    'QUERY_TOO_COMPLEX',
    `{ conversations(filter: ${'{ a: '.repeat(2_400)}1${'}'.repeat(2_400)}) { nodes { id } } }`,
  ],
  ['names that are nearly right', 'QUERY_TOO_COMPLEX', `{ ${times(1_900, (i) => `conversation${i}`)} }`],
  ['a long name', 'QUERY_TOO_COMPLEX', `{ ${'conversations'.repeat(80_000)} }`],
  ['a comment without end', 'QUERY_TOO_COMPLEX', `# ${'x'.repeat(10_000_000)}`],
  ['text without end', 'QUERY_TOO_COMPLEX', `{ node(id: """${'\n "'.repeat(1_000_000)}""") { id } }`],
  ['much of nothing', 'QUERY_TOO_COMPLEX', '{'.repeat(1_000_000)],
]

// A busy machine may need more than one try; each is another document, since what was refused is remembered.
test.each(evil)('%s: %s at once', { timeout: 500, retry: 5 }, async (_, code, query) => {
  const { status, body } = await send(`${query} # ${randomUUID()}`)
  expect([status, codesOf(body)[0]]).toEqual([400, code])
})

test('a circle is 400 to those, too, who are told 200 of what does not fit the schema', async () => {
  const json = { ...headers, accept: 'application/json' }
  const misfit = await post(url, { query: '{ nothing }' }, json)
  expect([misfit.status, codesOf(misfit.body)]).toEqual([200, ['GRAPHQL_VALIDATION_FAILED']])
  const circle = await post(url, { query: `${under('...f0')} ${fragments(1, () => '...f0')}` }, json)
  expect([circle.status, codesOf(circle.body)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']])
})

test('the limits are the same over GET, SSE and WebSocket', async () => {
  const query = `{ viewer { ${times(101, (i) => `a${i}: name`)} } }`
  const got = await fetch(`${url}/graphql?${new URLSearchParams({ query })}`, { headers })
  expect([got.status, codesOf(await got.json())]).toEqual([400, ['QUERY_TOO_COMPLEX']])
  const stream = await openStream(url, { query }, { headers: await bearer('ada') })
  expect(codesOf(await stream.next())).toEqual(['QUERY_TOO_COMPLEX'])
  const socket = await userSocket(url, 'ada')
  socket.send(subscribe('1', query))
  const { type, payload } = await socket.next()
  expect([type, codesOf({ errors: payload })]).toEqual(['error', ['QUERY_TOO_COMPLEX']])
})
