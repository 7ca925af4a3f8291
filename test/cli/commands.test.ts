import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { openRaw } from '../http/raw.ts'
import { createDatabase, dropDatabase, urlOf } from '../support/postgres.ts'
import { post } from '../support/server.ts'
import { build, serve, stop, tertulia } from './tertulia.ts'

const DATA_DIR = await mkdtemp(join(tmpdir(), 'tertulia-cli-'))

// Each test starts the program, some of them several times, which a busy machine takes long for.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

// One database for all: making an embedded one takes its time, opening it again does not.
beforeAll(async () => {
  build()
  expect(await stop(await serve({ DATA_DIR }))).toBe(0)
})
afterAll(() => rm(DATA_DIR, { recursive: true }))

const whoAmI = { query: '{ viewer { name } }' }

describe('help', () => {
  test('every command explains itself and its options, in lines that a terminal holds', async () => {
    const { stdout: overview } = await tertulia(['--help'])
    const commands = [...overview.matchAll(/^ {2}([a-z]+) \[/gm)].map(([, name = '']) => name)
    expect(commands).toEqual(['serve', 'migrate', 'doctor', 'token', 'import', 'export', 'seed', 'help'])
    for (const command of commands.slice(0, -1)) {
      const { code, stdout } = await tertulia([command, '--help'])
      expect(code).toBe(0)
      expect(stdout).toContain(`Usage: tertulia ${command}`)
      const [, options = ''] = stdout.split('Options:\n')
      for (const line of options.split('\n').filter((line) => /^ {2}-/.test(line)))
        expect(line).toMatch(/^ {2}-.+? {2,}\S/)
      expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([])
    }
  })

  test('without a command it explains itself, and says that there was none', async () => {
    const { code, stderr } = await tertulia([])
    expect(code).toBe(1)
    expect(stderr).toContain('Usage: tertulia')
  })
})

describe('what the operator can put right is told in one line', () => {
  test.each([
    ['a command that is not there', ['nonsense'], {}, /unknown command 'nonsense'/],
    ['an option that is not there', ['serve', '--port', '1'], {}, /unknown option '--port'/],
    ['a wrong value', ['serve'], { PORT: 'abc' }, /^tertulia: PORT: must be a port number$/],
    [
      'no secret in production',
      ['serve'],
      { NODE_ENV: 'production' },
      /^tertulia: AUTH_JWT_SECRET: must be set/,
    ],
    [
      'keys of two sources',
      ['serve'],
      { AUTH_JWKS_URL: 'https://issuer.example/keys', AUTH_JWT_SECRET: 'x'.repeat(32) },
      /^tertulia: AUTH_JWKS_URL: cannot be set beside AUTH_JWT_SECRET$/,
    ],
    [
      'a public key that is none',
      ['serve'],
      { AUTH_JWT_PUBLIC_KEY: 'x' },
      /^tertulia: AUTH_JWT_PUBLIC_KEY: must be a public key in PEM/,
    ],
    [
      'a token where a public key checks them',
      ['token', '--user', 'ada'],
      { AUTH_JWKS_URL: 'https://issuer.example/keys' },
      /^tertulia: no token can be signed here: .*AUTH_JWKS_URL/,
    ],
    ['nothing to migrate', ['migrate'], {}, /^tertulia: DATABASE_URL: must be set/],
    ['a token for nobody', ['token', '--user', ''], {}, /1 to 255 characters/],
    ['a token for ever', ['token', '--user', 'ada', '--expires', 'never'], {}, /must be a duration/],
    [
      'no such server',
      ['seed'],
      { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' },
      /^tertulia: .*127\.0\.0\.1:1/,
    ],
  ])('%s', async (_, args, variables, line) => {
    const { code, stdout, stderr } = await tertulia(args, { DATA_DIR, ...variables })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.trim()).toMatch(line)
    expect(stderr.trim()).not.toContain('\n')
    expect(stderr).not.toContain('a:b@')
  })

  test('a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void taken.close())
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { code, stderr } = await tertulia(['serve'], { DATA_DIR, PORT: String(port) })
    expect(code).toBe(1)
    expect(stderr.trim()).toMatch(/^tertulia: HOST, PORT: .*EADDRINUSE.*$/)
  })
})

describe('token', () => {
  test('prints one that the server of the same folder takes', async () => {
    const { stdout } = await tertulia(['token', '--user', 'ada', '--expires', '2h'], { DATA_DIR })
    const { sub, iat = 0, exp = 0 } = decodeJwt(stdout.trim())
    expect({ sub, lifetime: exp - iat }).toEqual({ sub: 'ada', lifetime: 7_200 })
    const json = JSON.parse((await tertulia(['token', '--user', 'ada', '--json'], { DATA_DIR })).stdout)
    expect(Date.parse(json.expiresAt) / 1_000 - (decodeJwt(json.token).exp ?? 0)).toBeCloseTo(0, -1)

    const serving = await serve({ DATA_DIR })
    const { body } = await post(serving.url, whoAmI, { authorization: `Bearer ${stdout.trim()}` })
    expect(body).toEqual({ data: { viewer: { name: 'ada' } } })
    expect(await stop(serving)).toBe(0)
  })
})

describe('serve', () => {
  test('prints a token of the user demo, and keeps what it was told', async () => {
    const query = 'mutation { createSpace(input: { name: "Kept" }) { __typename } }'
    const first = await serve({ DATA_DIR })
    const authorization = `Bearer ${first.token}`
    expect((await post(first.url, whoAmI, { authorization })).body.data.viewer.name).toBe('demo')
    await post(first.url, { query }, { authorization })
    expect(await stop(first)).toBe(0)

    const second = await serve({ DATA_DIR })
    const { body } = await post(second.url, { query: '{ spaces { nodes { name } } }' }, { authorization })
    expect(body.data.spaces.nodes).toContainEqual({ name: 'Kept' })
    expect(await stop(second)).toBe(0)
  })

  test('a client that left in the midst of a body which was refused does not hold up its end', async () => {
    const serving = await serve({ DATA_DIR })
    const authorization = `Bearer ${serving.token}`
    const body = 'x'.repeat(17 * 1024 * 1024)
    const answer = await fetch(`${serving.url}/graphql`, { method: 'POST', headers: { authorization }, body })
    expect(answer.status).toBe(413)
    await answer.text()
    expect(await stop(serving)).toBe(0)
  })

  test('a connection on which nothing came does not hold up its end', async () => {
    const serving = await serve({ DATA_DIR })
    const { hostname, port } = new URL(serving.url)
    const silent = connect(Number(port), hostname)
    await once(silent, 'connect')
    const stopped = stop(serving)
    // Before it would be cut off for the head that does not come.
    await once(silent, 'close', { signal: AbortSignal.timeout(5_000) })
    expect(await stopped).toBe(0)
  })

  test('an answer that is on its way arrives, also at a client that takes its time', async () => {
    const serving = await serve({ DATA_DIR })
    const authorization = `Bearer ${serving.token}`
    const create =
      'mutation { createConversation(input: {}) { ... on CreateConversationPayload { conversation { id } } } }'
    const { body } = await post(serving.url, { query: create }, { authorization })
    const { id } = body.data.createConversation.conversation
    const add = 'mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }'
    for (let count = 0; count < 20; count++) {
      const input = { conversationId: id, role: 'USER', content: 'x'.repeat(700_000) }
      const added = await post(serving.url, { query: add, variables: { input } }, { authorization })
      expect(added.body.data.addMessage.__typename).toBe('AddMessagePayload')
    }
    const query = `{ conversation(id: "${id}") { messages(first: 20) { nodes { content } } } }`
    const json = JSON.stringify({ query })
    const raw = await openRaw(serving.url)
    raw.socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    )
    expect(await raw.status()).toBe(200)
    raw.socket.pause()
    const stopped = stop(serving)
    await expect.poll(() => isListening(serving.url), { timeout: 5_000 }).toBe(false)
    await setTimeout(500)
    raw.socket.resume()
    const [head = '', answer = ''] = (await raw.closed).split('\r\n\r\n')
    expect(head).toContain(`Content-Length: ${answer.length}\r\n`.toLowerCase())
    expect(answer.length).toBeGreaterThan(20 * 700_000)
    expect(await stopped).toBe(0)
  })

  test('a subscription that comes in while it ends breaks off, and is not said to be complete', async () => {
    const serving = await serve({ DATA_DIR })
    const query = 'subscription { conversationListEvents { __typename } }'
    const json = JSON.stringify({ query })
    const raw = await openRaw(serving.url)
    raw.socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${serving.token}\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n${json.slice(0, 5)}`,
    )
    expect((await fetch(`${serving.url}/health/live`)).status).toBe(200)
    const stopped = stop(serving)
    await expect.poll(() => isListening(serving.url), { timeout: 20_000 }).toBe(false)
    raw.socket.write(json.slice(5))
    expect(await raw.closed).not.toContain('complete')
    expect(await stopped).toBe(0)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s it answers what is in flight and takes no more',
    async (signal) => {
      const serving = await serve({ DATA_DIR })
      const { hostname, port } = new URL(serving.url)
      const body = JSON.stringify(whoAmI)
      const socket = connect(Number(port), hostname)
      const answer = socket.setEncoding('utf8').toArray()
      const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${serving.token}\r\n`
      // Half a request, which the server is waiting for when the signal comes.
      socket.write(
        `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
      )
      expect((await fetch(`${serving.url}/health/live`)).status).toBe(200)

      const stopped = stop(serving, signal)
      await expect.poll(() => isListening(serving.url), { timeout: 20_000 }).toBe(false)
      socket.write(body.slice(5))
      expect((await answer).join('')).toContain('{"data":{"viewer":{"name":"demo"}}}')
      expect(await stopped).toBe(0)
    },
  )
})

describe('migrate', () => {
  const template = inject('template')
  const server = 'databaseUrl' in template ? template.databaseUrl : null

  test.skipIf(!server)('brings a database up to date, which is not served before', async () => {
    const name = `tertulia_test_${randomUUID()}`
    await createDatabase(server as string, name)
    onTestFinished(() => dropDatabase(server as string, name))
    const variables = { DATABASE_URL: urlOf(server as string, name), DATA_DIR }

    const early = await tertulia(['serve'], variables)
    expect(early.code).toBe(1)
    expect(early.stderr.trim()).toMatch(
      /^tertulia: .*the database is behind: run "tertulia migrate" \(.*_init.*\)$/,
    )

    expect(await tertulia(['migrate'], variables)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Applied .*_init/),
    })
    expect(await tertulia(['migrate'], variables)).toMatchObject({ code: 0, stdout: 'Nothing to apply.\n' })
    expect(await tertulia(['migrate', '--json'], variables)).toMatchObject({ stdout: '{"applied":[]}\n' })
    const serving = await serve(variables)
    expect((await fetch(`${serving.url}/health/ready`)).status).toBe(200)
    expect(await stop(serving)).toBe(0)
  })
})

const isListening = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )
