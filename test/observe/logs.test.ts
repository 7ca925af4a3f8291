import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createLogger } from '../../src/platform/logger.ts'
import { logRequest } from '../../src/server/requestLog.ts'
import { build } from '../cli/tertulia.ts'
import { watchConversation } from '../features/event/watch.ts'
import { upload } from '../features/file/uploads.ts'
import { addMessage, createConversation, mutate } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { testFolder } from '../support/folder.ts'
import { bearer, SECRET, tokenOf } from '../support/server.ts'
import { openSocket } from '../ws/socket.ts'

// biome-ignore lint/suspicious/noExplicitAny: a line is whatever the test says that it is
type Line = any

const WORDS = 'confidential words of somebody'

/** All that the process said, to whichever of its outputs. */
let said = ''
let url = ''
let ada: Client
let stop: () => void

beforeAll(async () => {
  build()
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    LOG_LEVEL: 'trace',
    AUTH_JWT_SECRET: SECRET,
    AUTH_COOKIE: 'session',
    NODE_ENV: 'production',
    INTROSPECTION: 'true',
    RATE_LIMIT: '0',
    DATA_DIR: await testFolder(),
  }
  const child = spawn(process.execPath, ['dist/main.js', 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  stop = () => child.kill('SIGKILL')
  child.stderr.on('data', (bytes) => {
    said += bytes
  })
  createInterface(child.stdout).on('line', (line) => {
    said += `${line}\n`
  })
  url = await vi.waitUntil(() => /http:\S+(?=\/graphql)/.exec(said)?.[0], { timeout: 120_000 })
  ada = await clientOf(url)
}, 180_000)
afterAll(() => stop())

const lines = (): Line[] =>
  said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

const lineOf = async (isIt: (line: Line) => boolean): Promise<Line> => {
  await expect.poll(() => lines().some(isIt)).toBe(true)
  return lines().find(isIt)
}

const INFO = 30
const WARN = 40

test('a request is one line, with its id, its operation, its status and how long it took', async () => {
  const headers = {
    ...(await bearer(ada.name)),
    'content-type': 'application/json',
    'x-request-id': 'mine-1',
  }
  const body = JSON.stringify({ query: 'query Me { viewer { name } }' })
  const answer = await fetch(`${url}/graphql?hidden=${encodeURIComponent(WORDS)}`, {
    method: 'POST',
    headers,
    body,
  })
  expect(answer.headers.get('x-request-id')).toBe('mine-1')
  expect(await lineOf(({ requestId }) => requestId === 'mine-1')).toMatchObject({
    level: INFO,
    msg: 'request',
    method: 'POST',
    path: '/graphql',
    status: 200,
    operationName: 'Me',
    ms: expect.any(Number),
  })
  expect(lines().filter(({ requestId }) => requestId === 'mine-1')).toHaveLength(1)
})

test('an id that could break a line or hide in it is not taken', async () => {
  for (const id of ['a b', 'x'.repeat(65), '{"level":60}']) {
    const answer = await fetch(`${url}/health/live`, { headers: { 'x-request-id': id } })
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  }
})

test('an operation on a socket is one line too', async () => {
  const { id } = await createConversation(ada)
  const watched = watchConversation(url, ada, { conversationId: id })
  await expect
    .poll(async () => {
      await addMessage(ada, { conversationId: id, content: WORDS })
      return watched.events.length
    })
    .toBeGreaterThan(0)
  watched.stop()
  expect(await lineOf(({ msg }) => msg === 'operation on a socket')).toMatchObject({
    level: INFO,
    requestId: expect.any(String),
    ms: expect.any(Number),
  })
})

test('nothing that is said holds a token or what anybody wrote, whatever goes wrong', async () => {
  const token = await tokenOf(ada.name)
  const { id } = await createConversation(ada, { title: WORDS, metadata: { note: WORDS } })
  await addMessage(ada, { conversationId: id, content: WORDS })
  await mutate(ada, 'addMessage', { conversationId: id, role: 'USER', content: WORDS, externalId: 'once' })
  await mutate(ada, 'addMessage', {
    conversationId: id,
    role: 'USER',
    content: `${WORDS}!`,
    externalId: 'once',
  })
  const file = await upload(ada, WORDS, { name: `${WORDS}.txt` })
  await (await fetch(file.url)).text()
  await fetch(file.url.replace(/signature=.*/, `signature=${token}`))
  await ada.send(`query { conversations(after: "${WORDS}") { nodes { id } } }`)
  await ada.send(`{ viewer { name } `.concat(WORDS))
  await ada.send('mutation ($n: Int!) { __typename }', { n: WORDS })
  const refused: Record<string, string>[] = [
    { authorization: `Bearer ${token}x` },
    { authorization: `Basic ${token}` },
    { cookie: `session=${token}`, 'sec-fetch-site': 'cross-site' },
    { authorization: `Bearer ${token}`, 'content-type': `text/${WORDS.replaceAll(' ', '-')}` },
  ]
  for (const headers of refused)
    await fetch(`${url}/graphql?token=${token}`, { method: 'POST', headers, body: WORDS })
  await fetch(`${url}/${encodeURIComponent('nowhere')}?${token}`)
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  await socket.next()
  socket.send(`{"type":"${WORDS}`)
  await socket.closed
  const query = `query ${'Long'.repeat(100)} { viewer { name } }`
  await ada.data(query)
  await lineOf(({ operationName }) => operationName?.startsWith('LongLong'))

  expect(lines().length).toBeGreaterThan(10)
  const [head, payload, signature] = token.split('.')
  expect(`${head}.${payload}`).toMatch(/^ey/)
  for (const secret of [payload, signature, SECRET, 'confidential', 'signature='])
    expect(said).not.toContain(secret)
  expect(lines().every(({ operationName = '' }) => operationName.length <= 128)).toBe(true)
})

test('what fails in the server is a warning', async () => {
  const logged: Line[] = []
  const logger = pino({ level: 'trace' }, { write: (line) => logged.push(JSON.parse(line)) })
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    logRequest(logger, request, response, { path, requestId: '1', claims: null, address: '' })
    response.writeHead(path === '/health/ready' || path === '/broken' ? 503 : 404).end()
  }).listen(0, '127.0.0.1')
  await expect.poll(() => server.listening).toBe(true)
  const { port } = server.address() as { port: number }
  for (const path of ['broken', 'nowhere', 'health/ready']) await fetch(`http://127.0.0.1:${port}/${path}`)
  server.close()
  server.closeAllConnections()
  await expect.poll(() => logged.map(({ level }) => level)).toEqual([WARN, INFO, 20])
})

test('of an error is told what it is and where, not what its driver hung on it', () => {
  const written: string[] = []
  const logger = createLogger('info', { write: (line) => void written.push(line) })
  const cause = Object.assign(new Error(`invalid input syntax for type uuid: "${WORDS}"`), {
    code: '22P02',
    detail: WORDS,
    where: WORDS,
  })
  const err = Object.assign(new Error('The statement failed.', { cause }), {
    code: 'P2010',
    meta: { parameters: [WORDS] },
    $response: { headers: { authorization: WORDS } },
  })
  logger.error({ err }, 'unforeseen')
  const [line = ''] = written
  expect(JSON.parse(line).err).toEqual({
    type: 'Error',
    code: 'P2010',
    message: 'The statement failed.: invalid input syntax for type uuid: "…"',
    stack: expect.stringContaining('logs.test.ts'),
  })
  expect(line).not.toContain(WORDS)
})
