import { Agent, type RequestOptions, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Random } from '../../src/seed/random.ts'
import type { Serving } from '../cli/tertulia.ts'
import { type Client, clientOf } from '../support/client.ts'
import { bearer } from '../support/server.ts'
import { ownProcess } from '../ws/process.ts'
import { type Belongings, belongingsOf } from './belongings.ts'
import { faultsIn, fuzz, repeatable } from './fuzz.ts'
import { type Payload, writePayload } from './payload.ts'

/** Whatever is sent over HTTP is answered, never with a fault, and ends nothing. */

const REQUESTS = 10_000
/** Then somebody else sends them, whose things are all still there. */
const EACH = 250
const AT_ONCE = 20

const start = ownProcess()
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
let serving: Serving
beforeAll(async () => {
  serving = await start({ LOG_LEVEL: 'error' })
}, 120_000)
afterAll(() => {
  agent.destroy()
  serving.process.kill('SIGKILL')
})

test(`${REQUESTS} requests are answered without a fault`, { timeout: 600_000 }, async () => {
  const random = fuzz()
  const statuses: Record<number, number> = {}
  for (let sent = 0; sent < REQUESTS; sent += EACH) {
    const user = await clientOf(serving.url)
    const theirs = await belongingsOf(user)
    const headers = await bearer(user.name)
    const requests = Array.from({ length: EACH }, () => writeRequest(random, theirs, headers))
    await inTurn(requests, async (written) => {
      const { status, text } = await send(written)
      statuses[status] = (statuses[status] ?? 0) + 1
      const told = `${status} ${text.slice(0, 1_000)}\nfor ${JSON.stringify(written).slice(0, 3_000)}\n${repeatable}`
      expect(status, told).toBeLessThan(500)
      expect(faultsIn(errorsIn(text)), told).toEqual([])
    })
    await expectUnharmed(user)
  }
  // Something would be wrong with the requests, if all were alike to the server.
  expect(statuses[200], JSON.stringify(statuses)).toBeGreaterThan(REQUESTS / 4)
  expect(statuses[400], JSON.stringify(statuses)).toBeGreaterThan(REQUESTS / 20)
})

/** Does the work for each item, some at a time. */
async function inTurn<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function expectUnharmed(user: Client) {
  expect(serving.process.exitCode, repeatable).toBe(null)
  expect((await user.data('{ viewer { name } }')).viewer.name).toBe(user.name)
}

interface Written {
  options: RequestOptions
  body: string | null
}

const contentTypes = [
  ...['application/json; charset=utf-16', 'application/graphql', 'application/x-www-form-urlencoded'],
  ...[
    'text/plain',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'x',
    '*/*',
    'application/graphql+json',
  ],
]
const accepted = [
  ...['application/json', 'application/graphql-response+json', '*/*', 'text/html', 'text/event-stream;q=0.1'],
  ...['multipart/mixed', 'x', 'image/png', 'application/json;q=0', ''],
]

function writeRequest(random: Random, theirs: Belongings, authorization: object): Written {
  const kind = random.pick([
    'query',
    'query',
    'query',
    'mutation',
    'mutation',
    'mutation',
    'subscription',
  ] as const)
  const payload = writePayload(random, theirs, kind)
  const headers: Record<string, string> = {
    ...(random.chance(0.98) ? authorization : {}),
    'content-type': random.chance(0.03) ? random.pick(contentTypes) : 'application/json',
    ...(random.chance(0.3) ? { accept: random.pick(accepted) } : {}),
  }
  if (random.chance(0.08)) return { options: { method: 'GET', path: pathOf(payload), headers }, body: null }
  const method = random.chance(0.01) ? random.pick(['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'GET']) : 'POST'
  return { options: { method, path: '/graphql', headers }, body: payload.text }
}

/** A query string is as long as headers may be. */
const pathOf = ({ query, variables }: Payload) =>
  `/graphql?${new URLSearchParams({ query, variables })}`.slice(0, 12_000)

/** The answer; of one that goes on, which is a subscription's, its head. */
function send({ options, body }: Written): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(serving.url)
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, agent, hostname, port }, async (response) => {
      const status = response.statusCode ?? 0
      if (response.headers['content-type'] === 'text/event-stream') {
        response.destroy()
        resolve({ status, text: '' })
      } else resolve({ status, text: String(Buffer.concat(await response.toArray())) })
    })
    outgoing.on('error', (error) => reject(new Error(`${error.message} for ${JSON.stringify(options)}`)))
    outgoing.end(body ?? undefined)
  })
}

/** Not every answer is GraphQL's: a method that is none here has an empty one. */
const errorsIn = (text: string) => (text.startsWith('{') ? JSON.parse(text).errors : [])
