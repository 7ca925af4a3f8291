import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Serving, stop } from '../cli/tertulia.ts'
import { createUpload, upload } from '../features/file/uploads.ts'
import { createConversation } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { freePort } from '../support/freePort.ts'
import { bearer } from '../support/server.ts'
import { openFilesOf, ownProcess } from '../ws/process.ts'
import { openRaw, type Raw } from './raw.ts'

const MIB = 1024 * 1024

const start = ownProcess()
const metricsPort = await freePort()
let serving: Serving
let ada: Client
beforeAll(async () => {
  serving = await start({ LOG_LEVEL: 'error', METRICS_PORT: `${metricsPort}` })
  ada = await clientOf(serving.url)
}, 120_000)
// What was kept of anybody would hold it up.
afterAll(async () => expect(await stop(serving)).toBe(0), 20_000)

async function send(request: string): Promise<Raw> {
  const raw = await openRaw(serving.url)
  raw.socket.write(request)
  return raw
}

async function subscriptionOf(name: string): Promise<string> {
  const { id } = await createConversation(ada)
  const { authorization } = await bearer(name)
  const query = `subscription { conversationEvents(conversationId: "${id}") { __typename } }`
  const url = `/graphql?query=${encodeURIComponent(query)}`
  return `GET ${url} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: ${authorization}\r\n`
}

async function subscriptions(): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  return Number(/^tertulia_subscriptions (\d+)$/m.exec(metrics)?.[1])
}

test('requests sent in a row are answered in a row, and whoever leaves leaves nothing of any', async () => {
  const raw = await send(`${await subscriptionOf(ada.name)}\r\n`.repeat(3))
  await expect.poll(raw.said).toContain('200 OK')
  expect(await subscriptions()).toBe(1)
  raw.socket.destroy()
  await expect.poll(subscriptions).toBe(0)
})

test('nor the files that were asked for in a row', async () => {
  const { url } = await upload(ada, Buffer.alloc(8 * MIB, 'x'), { contentType: 'video/mp4' })
  const { pathname, search } = new URL(url)
  const raw = await openRaw(serving.url)
  raw.socket.pause().write(`GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(20))
  await expect.poll(() => openFilesOf(serving)).toHaveLength(1)
  raw.socket.destroy()
  await expect.poll(() => openFilesOf(serving)).toEqual([])
})

test('an upload that is given up for its slowness leaves no file open', { timeout: 60_000 }, async () => {
  const { uploadUrl } = await createUpload(ada, { size: 500_000, contentType: 'video/mp4' })
  const { pathname, search } = new URL(uploadUrl)
  const raw = await send(`PUT ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n`)
  raw.socket.write('x'.repeat(1_000))
  await expect.poll(() => openFilesOf(serving)).toHaveLength(1)
  expect(await raw.closed).toMatch(/^HTTP\/1\.1 408 /)
  await expect.poll(() => openFilesOf(serving)).toEqual([])
})

test('a stream whose request has a body that nobody needs goes on', { timeout: 60_000 }, async () => {
  const raw = await send(`${await subscriptionOf(ada.name)}Content-Length: 2\r\n\r\n`)
  await setTimeout(300)
  raw.socket.write('{}')
  expect(await Promise.race([raw.closed, setTimeout(16_000, 'open')])).toBe('open')
  raw.socket.destroy()
  await expect.poll(subscriptions).toBe(0)
})

describe.skipIf(!process.env.DATABASE_URL)(
  'whoever leaves before a subscription begins leaves nothing of it',
  () => {
    test.each([
      ['users', (n: number) => `late-${n}`],
      ['conversations', () => ada.name],
    ])('while it waits for %s', { timeout: 60_000 }, async (table, nameOf) => {
      const requests = await Promise.all(Array.from({ length: 5 }, (_, n) => subscriptionOf(nameOf(n))))
      const database = new pg.Client(serving.variables.DATABASE_URL)
      await database.connect()
      await database.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
      const sent = await Promise.all(requests.map((request) => send(`${request}\r\n`)))
      await setTimeout(200)
      for (const { socket } of sent) socket.destroy()
      await setTimeout(500)
      await database.query('COMMIT')
      await database.end()
      await setTimeout(500)
      await expect.poll(subscriptions).toBe(0)
    })
  },
)
