import { expect, test } from 'vitest'
import { bearer, post, testServer } from '../support/server.ts'
import { subscribe, userSocket } from '../ws/socket.ts'

/** What helps those who build an app helps those, too, who look for a way in. */

const development = await testServer()
const production = await testServer({ NODE_ENV: 'production' }, development.database)

const askEverywhere = async (query: string, variables?: object) => {
  const ask = async ({ url }: typeof production) =>
    JSON.stringify((await post(url, { query, variables }, await bearer('ada'))).body)
  const socket = await userSocket(production.url, 'ada')
  socket.send(subscribe('1', query, variables))
  const overSocket = JSON.stringify(await socket.next())
  return [await ask(development), await ask(production), overSocket]
}

test.each<[what: string, query: string, variables?: object]>([
  ['field', '{ viewe { id } }'],
  ['field of an object', '{ viewer { nam } }'],
  ['argument', '{ spaces(firs: 1) { nodes { id } } }'],
  ['type', '{ node(id: "x") { ... on Conversatio { id } } }'],
  ['variable type', 'query ($a: Conversatio) { viewer { id } }'],
  ['enum value', '{ conversations(filter: { states: [ACTIV] }) { nodes { id } } }'],
  ['input field', '{ conversations(filter: { state: ACTIVE }) { nodes { id } } }'],
  [
    'enum value in variables',
    'query ($f: ConversationFilter) { conversations(filter: $f) { nodes { id } } }',
    { f: { states: ['ACTIV'] } },
  ],
  [
    'input field in variables',
    'query ($f: ConversationFilter) { conversations(filter: $f) { nodes { id } } }',
    { f: { state: 'x' } },
  ],
  [
    'variable of a subscription',
    'subscription ($id: ID!) { conversationEvents(conversationId: $id, afte: "x") { __typename } }',
    { id: 'x' },
  ],
])('no %s is suggested in production', async (_, query, variables) => {
  const [inDevelopment, inProduction, overSocket] = await askEverywhere(query, variables)
  expect(inDevelopment).toContain('Did you mean')
  for (const answer of [inProduction, overSocket]) {
    expect(answer).toContain('"code":')
    expect(answer).not.toContain('Did you mean')
  }
})

test.each([
  '{ __schema { types { name } } }',
  '{ __type(name: "User") { name } }',
  '{ ...f } fragment f on Query { s: __schema { queryType { name } } }',
])('%s is not answered in production', async (query) => {
  const [, ...answers] = await askEverywhere(query)
  for (const answer of answers) {
    expect(answer).toContain('GRAPHQL_VALIDATION_FAILED')
    expect(answer).not.toContain('"data":{')
  }
})

test('no error brings a stack trace', async () => {
  for (const query of [
    '{',
    '{ x }',
    '{ spaces(first: 0) { nodes { id } } }',
    'query ($n: Int!) { spaces(first: $n) { nodes { id } } }',
  ])
    for (const answer of await askEverywhere(query))
      expect(answer).not.toMatch(/stack|\.[jt]s:\d|node_modules/)
})

test('GraphiQL is not served in production', async () => {
  const { headers } = await fetch(`${production.url}/graphql`, { headers: { accept: 'text/html' } })
  expect(headers.get('content-type')).not.toContain('text/html')
})
