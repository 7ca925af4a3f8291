import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closingGracefully } from '../../src/server/closeGracefully.ts'
import { cutOffUnread } from '../../src/server/cutOffUnread.ts'
import type { Serving } from '../cli/tertulia.ts'
import { upload } from '../features/file/uploads.ts'
import { createConversation } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { freePort } from '../support/freePort.ts'
import { bearer } from '../support/server.ts'
import { openFilesOf, ownProcess } from '../ws/process.ts'
import { openRaw } from './raw.ts'

const MIB = 1024 * 1024
const KIB = 1024

const start = ownProcess()
const metricsPort = await freePort()
let serving: Serving
let ada: Client
beforeAll(async () => {
  serving = await start({ LOG_LEVEL: 'error', METRICS_PORT: `${metricsPort}` })
  ada = await clientOf(serving.url)
}, 120_000)
afterAll(() => void serving.process.kill('SIGKILL'))

/** Asks, and reads nothing of the answer. */
async function askDeafly(url: string, request: string): Promise<Socket> {
  const { socket, closed } = await openRaw(url)
  closed.catch(() => {})
  socket.pause()
  socket.write(request)
  return socket
}

function stateOf(socket: Socket): 'cut off' | 'open' {
  if (socket.destroyed) return 'cut off'
  // Sending is no reading, and a server that has let go of it answers with a reset.
  socket.write('\r\n')
  return 'open'
}

const MESSAGES = 'query ($id: ID!) { conversation(id: $id) { messages(first: 100) { nodes { content } } } }'

async function graphQLRequest(): Promise<string> {
  const messages = Array.from({ length: 15 }, () => ({ role: 'USER', content: 'x'.repeat(MIB) }))
  const { id } = await createConversation(ada, { messages })
  const { authorization } = await bearer(ada.name)
  const body = JSON.stringify({ query: MESSAGES, variables: { id } })
  const head = `Host: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`
  return `POST /graphql HTTP/1.1\r\n${head}\r\nAuthorization: ${authorization}\r\n\r\n${body}`
}

async function fileRequest(): Promise<string> {
  const { url } = await upload(ada, Buffer.alloc(60 * MIB, 'x'), { contentType: 'video/mp4' })
  const { pathname, search } = new URL(url)
  return `GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\n\r\n`
}

test('whoever reads nothing of an answer is cut off, and the file closed', {
  timeout: 240_000,
}, async () => {
  const requests = [...Array<string>(4).fill(await graphQLRequest()), await fileRequest()]
  const readers = await Promise.all(requests.map((request) => askDeafly(serving.url, request)))
  await expect.poll(() => openFilesOf(serving)).toHaveLength(1)
  await expect
    .poll(() => readers.map(stateOf), { timeout: 120_000, interval: 1_000 })
    .toEqual(readers.map(() => 'cut off'))
  expect(await openFilesOf(serving)).toEqual([])
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  expect(metrics).toContain(`tertulia_cut_offs_total{transport="http"} ${readers.length}\n`)
})

describe.concurrent('of connections looked at ten times as often', () => {
  const LOOK_MS = 1_200
  const LARGE = 10 * MIB
  const server = createServer(async ({ url }, response) => {
    if (url === '/late') await setTimeout(10 * LOOK_MS)
    response.end('x'.repeat(url === '/large' ? LARGE : 10))
  })
  server.on('connection', (socket) => cutOffUnread(socket, undefined, LOOK_MS))
  const ask = (path: string) => {
    const { port } = server.address() as AddressInfo
    return askDeafly(`http://127.0.0.1:${port}`, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
  }
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(closingGracefully(server))

  test('one that reads slowly is served to the end', { timeout: 120_000 }, async () => {
    const socket = await ask('/large')
    let read = 0
    for (let asked = 0; read < LARGE && !socket.destroyed; asked += 64 * KIB) {
      await setTimeout(200)
      while (read < asked) {
        const piece: string | null = socket.read()
        if (!piece) break
        read += piece.length
      }
    }
    expect(read).toBeGreaterThan(LARGE)
    socket.destroy()
  })

  test('one whose answer is not there yet, or wholly taken, stays', async () => {
    const readers = [await ask('/late'), await ask('/small')]
    await setTimeout(12 * LOOK_MS)
    for (const socket of readers) {
      expect(String(socket.read())).toMatch(/^HTTP\/1\.1 200 /)
      socket.destroy()
    }
  })
})
