import { readdirSync, readFileSync } from 'node:fs'
import type { GraphQLEnumType } from 'graphql'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../src/platform/db/database.ts'
import { Statements } from '../../src/platform/db/statements.ts'
import { schema } from '../../src/schema.ts'
import { Load } from '../../src/server/limits/load.ts'
import { createUpload, upload } from '../features/file/uploads.ts'
import { createConversation, createSpace, freshId, mutate } from '../features/fixtures.ts'
import { openStream } from '../sse/stream.ts'
import { clientOf } from '../support/client.ts'
import { makeKey } from '../support/issuer.ts'
import { bearer, testServer, tokenOf } from '../support/server.ts'
import { openSocket, subscribe, userSocket } from '../ws/socket.ts'

/** docs/errors.md names every code that a client can get, and how it comes: each is provoked, in all ways. */

const page = readFileSync('docs/errors.md', 'utf8')

/** The rows of the table under a heading, cell by cell. */
const tableUnder = (heading: string): string[][] =>
  (page.split(`## ${heading}\n`)[1] ?? '')
    .split('\n## ')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', ''))) ?? []

const told = Object.fromEntries(
  tableUnder('Errors').map(([, code = '', http = '', socket = '']) => [code, { http, socket }]),
)

const { url, database } = await testServer({ AUTH_COOKIE: 'session' })
const ada = await clientOf(url)

const unreachable = await openDatabase({
  databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing',
  dataDir: '',
})
afterAll(() => unreachable[Symbol.asyncDispose]())
const withoutDatabase = await testServer({}, unreachable)
const withoutKeys = await testServer({ AUTH_JWKS_URL: 'http://127.0.0.1:1/keys' }, database)
const { sign } = await makeKey()
const limited = await testServer({ RATE_LIMIT: '1' }, database)

afterEach(() => vi.restoreAllMocks())

/** What was seen of each code: HTTP statuses, and what came over a socket. */
const seen: Record<string, { http: Set<number>; socket: Set<string | number> }> = {}
const seenOf = (code: string) => {
  seen[code] ??= { http: new Set(), socket: new Set() }
  return seen[code]
}

interface Failing {
  query: string
  variables?: object
  at?: string
  name?: string
  /** Brings about what it fails for. */
  before?: () => Promise<unknown>
}

/** Operations that fail alike over every transport. */
const failing: Record<string, Failing[]> = {
  GRAPHQL_PARSE_FAILED: [{ query: '{' }],
  GRAPHQL_VALIDATION_FAILED: [{ query: '{ nothing }' }],
  BAD_USER_INPUT: [
    { query: '{ conversations(first: 1000) { nodes { id } } }' },
    { query: '{ conversations(after: "nonsense") { nodes { id } } }' },
    { query: 'query ($id: ID!) { node(id: $id) { id } }' },
  ],
  QUERY_TOO_COMPLEX: [{ query: `{ ${'viewer { id } '.repeat(51)} }` }],
  NOT_FOUND: [
    {
      query: 'subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename } }',
      variables: { id: freshId('Conversation') },
    },
  ],
  RATE_LIMITED: [{ query: '{ viewer { id } }', at: limited.url, name: 'spent', before: spend }],
  DATABASE_ERROR: [{ query: '{ viewer { id } }', at: withoutDatabase.url }],
}

/** Requests that are refused before they are an operation, or that are about files. */
const refused: [code: string, request: () => Promise<Response>][] = [
  ['UNAUTHENTICATED', () => request({ authorization: 'Bearer nonsense' })],
  [
    'FORBIDDEN',
    async () => request({ cookie: `session=${await tokenOf('ada')}`, origin: 'https://evil.example' }),
  ],
  ['FORBIDDEN', () => fetch(`${url}/files/nonsense`)],
  ['BAD_USER_INPUT', async () => request(await bearer('ada'), { body: '{' })],
  ['BAD_USER_INPUT', async () => request(await bearer('ada'), { method: 'PUT' })],
  ['BAD_USER_INPUT', async () => request(await bearer('ada'), { body: ' '.repeat(17 * 2 ** 20) })],
  ['BAD_USER_INPUT', async () => request({ ...(await bearer('ada')), 'content-encoding': 'gzip' })],
  ['BAD_USER_INPUT', async () => request({ ...(await bearer('ada')), accept: 'text/html' })],
  ['BAD_USER_INPUT', async () => fetch((await upload(ada, 'text')).url, { headers: { range: 'bytes=9-' } })],
  ['BAD_USER_INPUT', async () => fetch((await upload(ada, 'text')).url, { headers: { 'if-match': '"x"' } })],
  [
    'CONFLICT',
    async () => {
      const { uploadUrl } = await createUpload(ada, { size: 4 })
      const put = () => fetch(uploadUrl, { method: 'PUT', body: 'text' })
      await put()
      return put()
    },
  ],
  [
    'NOT_FOUND',
    async () => {
      const { id, url } = await upload(ada, 'text')
      await mutate(ada, 'deleteFile', { fileId: id }, 'deletedFileId')
      return fetch(url)
    },
  ],
  [
    'SERVICE_UNAVAILABLE',
    async () => request({ authorization: `Bearer ${await sign()}` }, { at: withoutKeys.url }),
  ],
]

function request(
  headers: Record<string, string>,
  { at = url, method = 'POST', body = JSON.stringify({ query: '{ viewer { id } }' }) } = {},
) {
  return fetch(`${at}/graphql`, { method, headers: { 'content-type': 'application/json', ...headers }, body })
}

async function spend() {
  await (await clientOf(limited.url, 'spent')).send('{ viewer { id } }')
}

const codeOf = async (response: Response) => (await response.json()).errors[0].extensions.code

test.each(Object.entries(failing))('%s, over every transport', async (code, operations) => {
  for (const { at = url, name = 'ada', before, ...operation } of operations) {
    await before?.()
    const headers = await bearer(name)
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await request({ ...headers, accept }, { at, body: JSON.stringify(operation) })
      expect(await codeOf(response)).toBe(code)
      seenOf(code).http.add(response.status)
    }
    const stream = await openStream(at, operation, { headers })
    expect((await stream.next()).errors[0].extensions.code).toBe(code)
    seenOf(code).http.add(stream.status)
    stream.close()
    await overSocket(code, { at, name, ...operation })
  }
})

async function overSocket(code: string, { at = url, name = 'ada', query, variables }: Failing) {
  const socket = await userSocket(at, name)
  socket.send(subscribe('1', query, variables))
  const { payload } = await socket.next()
  expect((payload.errors ?? payload)[0].extensions.code).toBe(code)
  seenOf(code).socket.add('result')
  socket.raw.close()
}

test.each(refused)('%s, of a request: %#', async (code, send) => {
  const response = await send()
  expect(await codeOf(response)).toBe(code)
  seenOf(code).http.add(response.status)
})

test('INTERNAL_SERVER_ERROR, with and without data', async () => {
  vi.spyOn(Statements.prototype, 'rows').mockRejectedValue(new Error('the details'))
  const queries = ['{ conversations { totalCount } }', `{ space(id: "${freshId('Space')}") { id } }`]
  for (const query of queries) await overHttpAndSocket('INTERNAL_SERVER_ERROR', query)
})

test('SERVICE_UNAVAILABLE, of a server with too much to do', async () => {
  vi.spyOn(Load.prototype, 'refuses').mockReturnValue(true)
  await overHttpAndSocket('SERVICE_UNAVAILABLE', '{ viewer { id } }')
})

async function overHttpAndSocket(code: string, query: string) {
  const response = await request(await bearer(ada.name), { body: JSON.stringify({ query }) })
  expect(await codeOf(response)).toBe(code)
  seenOf(code).http.add(response.status)
  await overSocket(code, { query, name: ada.name })
}

test.each([
  ['UNAUTHENTICATED', url, 'nonsense', 4403],
  ['SERVICE_UNAVAILABLE', withoutKeys.url, await sign(), 1013],
  ['RATE_LIMITED', limited.url, 'nonsense', 4429],
])('%s, of a socket', async (code, at, token, closeCode) => {
  const open = async () => {
    const socket = await openSocket(at)
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
    return (await socket.closed).code
  }
  // The first stranger at an address is within its budget.
  if (code === 'RATE_LIMITED') await open()
  expect(await open()).toBe(closeCode)
  seenOf(code).socket.add(closeCode)
})

test('the page has each code with the statuses and close codes that were seen, and no others', () => {
  const asTold = Object.entries(seen).map(([code, { http, socket }]) => [
    code,
    { http: [...http].sort().join(', '), socket: [...socket].sort().reverse().join(', ') },
  ])
  expect(told).toEqual(Object.fromEntries(asTold))
})

test('no source makes an error of a code that the page lacks', () => {
  const others = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'JSON', 'RESYNC_REQUIRED']
  // Yoga's own, which become BAD_USER_INPUT.
  const renamed = ['BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE']
  const made = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('/generated/'))
    .map((path) => readFileSync(`src/${path}`, 'utf8'))
    .filter((text) => text.includes('GraphQLError'))
    .flatMap((text) => [...text.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, word]) => word as string))
    .filter((word) => ![...others, ...renamed].includes(word))
  expect([...new Set(made)].sort()).toEqual(Object.keys(told).sort())
})

test('what is sent again is answered as the page says', async () => {
  const first = await createSpace(ada, { externalId: 'again' })
  expect((await createSpace(ada, { externalId: 'again' })).id).toBe(first.id)
  const { id: conversationId, version } = await createConversation(ada)
  const archive = (input: object) => mutate(ada, 'archiveConversation', { conversationId, ...input })
  expect(await archive({ expectedVersion: version })).toMatchObject({ conversation: { isArchived: true } })
  expect(await archive({ expectedVersion: version })).toMatchObject({ __typename: 'ConflictError' })
  expect(await archive({})).toMatchObject({ conversation: { version: version + 1 } })
  const remove = () => mutate(ada, 'deleteConversation', { conversationId }, 'deletedConversationId')
  expect(await remove()).toMatchObject({ deletedConversationId: conversationId })
  expect(await remove()).toMatchObject({ __typename: 'NotFoundError' })
})

test('the page has each refusal, with its type', async () => {
  const space = await createSpace(ada)
  const isDefault = '{ spaces { nodes { id isDefault } } }'
  const { spaces } = await ada.data(isDefault)
  const home = spaces.nodes.find((node: { isDefault: boolean }) => node.isDefault)
  const answers = [
    await mutate(ada, 'renameSpace', { spaceId: freshId('Space'), name: 'x' }),
    await mutate(ada, 'renameSpace', { spaceId: space.id, name: ' ' }),
    await mutate(await clientOf(url), 'createSpace', { id: space.id, name: 'x' }),
    await mutate(ada, 'deleteSpace', { spaceId: home.id }, 'deletedSpaceId'),
  ]
  const rows = tableUnder('Refusals').map(([, code, type = '']) => [code, /\w+/.exec(type)?.[0]])
  expect(rows).toEqual(answers.map(({ __typename, code }) => [code, __typename]))
  const codes = schema.getType('ErrorCode') as GraphQLEnumType
  expect(rows.map(([code]) => code).sort()).toEqual(
    codes
      .getValues()
      .map(({ name }) => name)
      .sort(),
  )
})
