import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setInterval, setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { closingGracefully } from '../../src/server/closeGracefully.ts'
import { watchPace } from '../../src/server/pace.ts'
import { bearer, testServer } from '../support/server.ts'
import { openRaw, type Raw } from './raw.ts'

const { url, database } = await testServer()
const production = await testServer({ NODE_ENV: 'production' }, database)
const { authorization } = await bearer('ada')

const SECOND = 1_000
const KIB = 1024
const HEAD = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
const USER = `${HEAD}Authorization: ${authorization}\r\n`

/** Sends a piece each second for as long as the connection takes it. */
async function drip({ socket }: Raw, piece: string): Promise<void> {
  for await (const _ of setInterval(SECOND)) if (!socket.writable || !socket.write(piece)) return
}

/** Reads as all that the server said before it hung up, if it did in time. */
async function sendSlowly(url: string, head: string, piece: string): Promise<string> {
  const raw = await openRaw(url)
  raw.socket.write(head)
  const dripping = drip(raw, piece)
  const end = await Promise.race([raw.closed, setTimeout(15 * SECOND, 'still open', { ref: false })])
  raw.socket.destroy()
  await dripping
  return end
}

describe.concurrent('whoever sends too slowly is cut off in 15 seconds', () => {
  test.each([
    ['nothing', '', ''],
    ['a line without end', 'GET /', 'x'],
    ['headers without end', HEAD, 'X: x\r\n'],
    [
      'headers without end after a request',
      'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n',
      'X: x\r\n',
    ],
    ['no body', `${USER}Content-Length: 100\r\n\r\n`, ''],
    ['a body byte by byte', `${USER}Content-Length: 100\r\n\r\n`, ' '],
    ['a long body slowly', `${USER}Content-Length: 10000000\r\n\r\n`, ' '.repeat(4 * KIB)],
    ['a body chunk by chunk', `${USER}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
    ['a body as a stranger', `${HEAD}Content-Length: 100\r\n\r\n`, ' '],
    [
      'a body that is refused before it is read',
      `${HEAD}Authorization: x\r\nContent-Length: 100\r\n\r\n`,
      ' ',
    ],
    ['a body that nobody can expect', `${USER}Expect: nonsense\r\nContent-Length: 100\r\n\r\n`, ''],
    ['a body to where none is read', 'PUT /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n', ' '],
  ])('%s', async (_, head, piece) => {
    for (const end of await Promise.all([url, production.url].map((url) => sendSlowly(url, head, piece)))) {
      expect(end).not.toBe('still open')
      expect(end).not.toMatch(/^HTTP\/1\.1 5/m)
    }
  })
})

describe.concurrent('whoever goes on is not', () => {
  /** Longer than the 15 seconds that others have in all. */
  const LONG = 25 * SECOND

  test('a body may take its time, as long as it comes', async () => {
    const query = '{"query":"{ viewer { name } }"}'
    const pieces = 16
    const raw = await openRaw(url)
    raw.socket.write(`${USER}Content-Length: ${pieces * 32 * KIB + query.length}\r\n\r\n`)
    for (let sent = 0; sent < pieces; sent++) {
      raw.socket.write(' '.repeat(32 * KIB))
      await setTimeout(LONG / pieces)
    }
    raw.socket.write(query)
    expect(await raw.status()).toBe(200)
    raw.socket.destroy()
  })

  test('a body that we do not come to read is not its sender’s fault', async () => {
    const server = createServer(async (request, response) => {
      watchPace(request, response)
      await setTimeout(LONG)
      response.end(String((await text(request)).length))
    }).listen(0, '127.0.0.1')
    afterAll(closingGracefully(server))
    await once(server, 'listening')
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const body = ' '.repeat(1024 * KIB)
    const answer = await fetch(address, { method: 'PUT', body })
    expect(await answer.text()).toBe(String(body.length))
  })
})
