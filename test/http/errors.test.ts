import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildSchema, GraphQLError } from 'graphql'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { openAuthority } from '../../src/platform/auth/authority.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { EventHub } from '../../src/platform/events/hub.ts'
import { rateLimiter } from '../../src/platform/rateLimit.ts'
import { openFiles } from '../../src/platform/storage/openStore.ts'
import { createAuthenticator } from '../../src/server/authenticate.ts'
import { closingGracefully } from '../../src/server/closeGracefully.ts'
import { EventStreams } from '../../src/server/eventStreams.ts'
import { watchReadiness } from '../../src/server/health.ts'
import { createRequestListener } from '../../src/server/http.ts'
import { Load } from '../../src/server/limits/load.ts'
import { Rests } from '../../src/server/limits/rests.ts'
import { createOperations } from '../../src/server/operations.ts'
import { testDatabase } from '../support/database.ts'
import { bearer, post, SECRET, testServer } from '../support/server.ts'

const log: string[] = []
const url = await serveFaults()
const headers = { ...(await bearer('ada')), 'x-request-id': 'of-this-test' }

test('a fault is masked, and logged with its stack, the request and the operation, without what it held', async () => {
  log.length = 0
  const query = 'query Risky($text: String!) { crash(text: $text) }'
  const { status, body } = await post(url, { query, variables: { text: 'confidential' } }, headers)

  expect(status).toBe(200)
  expect(body).toEqual({
    data: { crash: null },
    errors: [
      {
        message: 'Internal server error',
        path: ['crash'],
        locations: [{ line: 1, column: 31 }],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'of-this-test' },
      },
    ],
  })
  const [line = ''] = log
  expect(JSON.parse(line)).toMatchObject({
    err: { message: 'the details', stack: expect.stringContaining('errors.test.ts') },
    requestId: 'of-this-test',
    operationName: 'Risky',
  })
  expect(line).not.toContain('confidential')
  expect(line).not.toContain(headers.authorization)
})

test('a fault that leaves no data is a failure to HTTP too', async () => {
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const { status, body } = await post(url, { query: '{ required }' }, { ...headers, accept })
    expect([status, body.data, codesOf(body)]).toEqual([500, null, ['INTERNAL_SERVER_ERROR']])
  }
})

test('a resolver’s value of the wrong type is our fault, not the client’s', async () => {
  expect(codesOf((await post(url, { query: '{ number }' }, headers)).body)).toEqual(['INTERNAL_SERVER_ERROR'])
})

test('what a resolver refuses with a code goes out as it is', async () => {
  const { body } = await post(url, { query: '{ refused }' }, headers)
  expect(body.errors[0]).toMatchObject({ message: 'Not like this.', extensions: { code: 'BAD_USER_INPUT' } })
})

test.each(['{', 'x', '"'])('variables that are no JSON are bad user input: %s', async (variables) => {
  const form = new URLSearchParams({ query: '{ number }', variables })
  for (const response of [
    await fetch(`${url}/graphql?${form}`, { headers }),
    await fetch(`${url}/graphql`, { method: 'POST', headers, body: form }),
  ])
    expect([response.status, codesOf(await response.json())]).toEqual([400, ['BAD_USER_INPUT']])
})

test.each([
  ['a variable of the wrong type', 'query ($n: Int!) { echo(n: $n) }', { n: 'x' }],
  ['a variable left out', 'query ($n: Int!) { echo(n: $n) }', {}],
  ['an operation that is not there', 'query a { number } query b { number }', {}],
])('%s is bad user input', async (_, query, variables) => {
  const accept = 'application/graphql-response+json'
  const { status, body } = await post(url, { query, variables }, { ...headers, accept })
  expect([status, body.data, codesOf(body)]).toEqual([400, undefined, ['BAD_USER_INPUT']])
})

test('null where a default hid that it may not be is bad user input', async () => {
  const operation = { query: 'query ($n: Int = 1) { echo(n: $n) }', variables: { n: null } }
  expect(codesOf((await post(url, operation, headers)).body)).toEqual(['BAD_USER_INPUT'])
})

test.each([
  ['{', 'GRAPHQL_PARSE_FAILED'],
  ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
])('%s is %s', async (query, code) => {
  expect(codesOf((await post(url, { query }, headers)).body)).toEqual([code])
})

test('a database out of reach is said to be so, without its words', async () => {
  const database = await openDatabase({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing', dataDir: '' })
  afterAll(() => database[Symbol.asyncDispose]())
  const server = await testServer({}, database)

  const { status, body } = await post(server.url, { query: '{ viewer { name } }' }, await bearer('ada'))
  expect([status, codesOf(body)]).toEqual([503, ['DATABASE_ERROR']])
  expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|nobody|ECONN|prisma/i)

  const ready = await fetch(`${server.url}/health/ready`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'unavailable', reason: 'the database does not answer' },
  ])
})

const codesOf = (body: { errors: { extensions: { code: string } }[] }) =>
  body.errors.map(({ extensions }) => extensions.code)

/** The server around a schema that fails in every way that ours should not. */
async function serveFaults(): Promise<string> {
  const schema = buildSchema(`
    type Query { crash(text: String!): String  required: String!  number: Int  refused: String  echo(n: Int!): Int! }
  `)
  const resolvers: Record<string, (...args: [unknown, Record<string, unknown>]) => unknown> = {
    crash: () => Promise.reject(new Error('the details')),
    required: () => null,
    number: () => 'none',
    refused: () =>
      Promise.reject(new GraphQLError('Not like this.', { extensions: { code: 'BAD_USER_INPUT' } })),
    echo: (_, { n }) => n,
  }
  const fields = schema.getQueryType()?.getFields() ?? {}
  for (const [name, field] of Object.entries(fields)) field.resolve = resolvers[name]
  const { prisma, statements } = await testDatabase()
  const logger = pino({ level: 'error' }, { write: (line) => log.push(line) })
  const events = new EventHub(prisma, logger)
  const resources = { prisma, statements, events, files: await openFiles(loadConfig({}), prisma) }
  const load = new Load()
  afterAll(() => load[Symbol.dispose]())
  const limiter = rateLimiter({ requests: 0, appends: 0 }, undefined, logger)
  const operations = createOperations({
    schema,
    ...resources,
    limiter,
    config: { introspection: true, maxCost: 1, showCost: false },
    observer: null,
  })
  const authority = await openAuthority(loadConfig({ AUTH_JWT_SECRET: SECRET }), logger)
  const readiness = watchReadiness(resources.prisma, logger)
  afterAll(() => readiness[Symbol.asyncDispose]())
  const options = {
    operations,
    resources,
    authenticator: createAuthenticator({ authority, cookie: undefined, origins: [] }),
    corsOrigins: [],
    maxMultipartBytes: 0,
    logger,
    introspection: true,
    sendGraphiQL: null,
    streams: new EventStreams(),
    limiter,
    load,
    rests: new Rests(),
    proxies: 0,
    observer: null,
    readiness,
  }
  const server = createServer(createRequestListener(options)).listen(0, '127.0.0.1')
  afterAll(closingGracefully(server))
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
