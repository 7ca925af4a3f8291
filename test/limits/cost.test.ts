import { expect, test } from 'vitest'
import { NESTED, OPENED, SIDEBAR } from '../cost/operations.ts'
import { clientOf } from '../support/client.ts'
import { bearer, post, testServer } from '../support/server.ts'
import { statementsOf } from '../support/statements.ts'
import { subscribe, userSocket } from '../ws/socket.ts'

const { url, database } = await testServer({ SHOW_COST: 'true' })
const user = await clientOf(url)

const costOf = async (query: string, variables?: object) => {
  const { body } = await user.send(query, variables)
  return body.extensions?.cost ?? body.errors[0].extensions.cost
}

const FILES = 'files { id name }'
const ids = ['a', 'b', 'c']

test.each<[what: string, cost: number, query: string, variables?: object]>([
  ['an object', 1, '{ viewer { id name } }'],
  ['objects in objects', 2, '{ conversation(id: "x") { id title owner { name } } }'],
  ['a page of the usual size', 20, '{ spaces { nodes { id } pageInfo { endCursor } } }'],
  ['a page from the front', 7, '{ spaces(first: 7) { edges { cursor node { id } } } }'],
  ['a page from the end', 7, '{ spaces(last: 7) { nodes { id } } }'],
  ['a page by a variable', 3, 'query ($n: Int) { spaces(first: $n) { nodes { id } } }', { n: 3 }],
  ['a page by a variable left out', 20, 'query ($n: Int) { spaces(first: $n) { nodes { id } } }'],
  ['a page by a default', 9, 'query ($n: Int = 9) { spaces(first: $n) { nodes { id } } }'],
  [
    'a page by a variable over its default',
    4,
    'query ($n: Int = 9) { spaces(first: $n) { nodes { id } } }',
    { n: 4 },
  ],
  ['a page of null', 20, 'query ($n: Int = 9) { spaces(first: $n) { nodes { id } } }', { n: null }],
  [
    'pages in pages',
    5 + 5 * 3,
    '{ spaces(first: 5) { nodes { conversations(first: 3) { nodes { id } } } } }',
  ],
  ['a list', 1 + 32, `{ message(id: "x") { ${FILES} } }`],
  [
    'files in parts',
    1 + 32,
    '{ message(id: "x") { parts { ... on TextPart { text } ... on FilePart { file { id } } } } }',
  ],
  ['ids', 3, '{ nodes(ids: ["a", "b", "c"]) { id } }'],
  ['ids by a variable', 3, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }],
  [
    'ids, some by a variable',
    6,
    'query ($a: ID!) { nodes(ids: [$a, "x", "y"]) { ... on Message { author { id } } } }',
    { a: 'a' },
  ],
  ['a count', 20 * (1 + 1), '{ spaces { totalCount nodes { id } } }'],
  ['rows that are skipped', 3 + 400, '{ conversations(first: 3, offset: 4000) { nodes { id } } }'],
  ['aliases of one value', 1 + 2, '{ viewer { name a: name b: name } }'],
  [
    'what is included',
    1 + 1,
    'query ($yes: Boolean!) { viewer { id } a: viewer @include(if: $yes) { id } }',
    { yes: true },
  ],
  [
    'what is not included',
    1,
    'query ($no: Boolean!) { viewer { id } a: viewer @include(if: $no) { id } }',
    { no: false },
  ],
  [
    'what is skipped',
    1,
    'query ($yes: Boolean!) { viewer { id } ... @skip(if: $yes) { a: viewer { id } } }',
    { yes: true },
  ],
  ['fragments', 2 + 2, 'query { a: viewer { ...f } b: viewer { ...f } } fragment f on User { x: name }'],
  ['the schema', 0, '{ __schema { types { name fields { name } } } }'],
  ['the sidebar', 20, SIDEBAR],
  ['an opened conversation', 3 + 50 * (1 + 2 + 32), OPENED, { id: 'x', last: 50 }],
  ['spaces, their conversations, their messages and their files', 10 + 100 + 500 + 500 * 32, NESTED],
  [
    '100 conversations with 20 messages each, and their files',
    100 + 2_000 + 2_000 * 32,
    `{ conversations(first: 100) { nodes { messages(last: 20) { nodes { content ${FILES} } } } } }`,
  ],
])('%s: %i', async (_, cost, query, variables) => {
  expect(await costOf(query, variables)).toBe(cost)
})

const HUGE = `query ($n: Int!) { conversations(first: 100) { nodes { messages(first: $n) { nodes { conversation { messages(first: $n) { nodes { id } } } } } } } }`

test('what costs too much is refused with its cost, before a statement is run, and by the values of this once', async () => {
  const stranger = await clientOf(url)
  const statements = await statementsOf(async () => {
    const { status, body } = await stranger.send(HUGE, { n: 100 })
    const cost = 100 + 100 * 100 * 2 + 100 * 100 * 100
    expect([status, body.data]).toEqual([400, undefined])
    expect(body.errors[0].extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', cost, maxCost: 100_000 })
  })
  expect(statements).toEqual([])
  expect((await stranger.send(HUGE, { n: 2 })).status).toBe(200)
})

test('the same over a socket, which stays open', async () => {
  const socket = await userSocket(url, user.name)
  socket.send(subscribe('1', HUGE, { n: 100 }))
  expect(await socket.next()).toMatchObject({
    id: '1',
    type: 'error',
    payload: [{ extensions: { code: 'QUERY_TOO_COMPLEX', cost: 1_020_100 } }],
  })
  socket.send(subscribe('2', HUGE, { n: 1 }))
  expect(await socket.next()).toMatchObject({ id: '2', type: 'next', payload: { extensions: { cost: 400 } } })
})

test('MAX_COST is the most; the cost is told only where that is switched on', async () => {
  const strict = await testServer({ MAX_COST: '3' }, database)
  const headers = await bearer('ada')
  const ask = (first: number) =>
    post(strict.url, { query: `{ spaces(first: ${first}) { nodes { id } } }` }, headers)
  const { body } = await ask(3)
  expect(Object.keys(body)).toEqual(['data'])
  expect((await ask(4)).body.errors[0].extensions).toMatchObject({ cost: 4, maxCost: 3 })
})

test('sizes that no page can have are refused as such', async () => {
  for (const n of [-1, 0, 101, 2 ** 31 - 1]) {
    const { body } = await user.send('query ($n: Int) { spaces(first: $n) { nodes { id } } }', { n })
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  }
  for (const n of ['x', 1e300, {}, [[1]]])
    expect(
      (await user.send('query ($n: Int) { spaces(first: $n) { nodes { id } } }', { n })).body.errors[0]
        .extensions.code,
    ).toBe('BAD_USER_INPUT')
})
