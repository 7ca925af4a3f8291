import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { Pool } from 'pg'
import { expect, inject, test } from 'vitest'
import { poolThatHearsSilence } from '../../../src/platform/db/silence.ts'

const template = inject('template')
const serverUrl = 'databaseUrl' in template ? template.databaseUrl : ''
const onServer = test.runIf(serverUrl)

const LONGEST_MS = 1_000

onServer(
  'a connection that alone hangs is cut when it has waited for too long',
  { timeout: 10_000 },
  async () => {
    await using way = await openWay(serverUrl)
    const { pool, close } = poolThatHearsSilence({ connectionString: way.url, max: 1 }, LONGEST_MS)
    const pid = await pidOf(pool)
    way.hang()
    await expect(pool.query('SELECT 1')).rejects.toThrow('Connection terminated')
    expect(await pidOf(pool)).not.toBe(pid)
    await pool.end()
    await close()
  },
)

onServer('one that is never idle is not', { timeout: 10_000 }, async () => {
  const { pool, close } = poolThatHearsSilence({ connectionString: serverUrl, max: 1 }, LONGEST_MS)
  const pid = await pidOf(pool)
  const end = performance.now() + 2.5 * LONGEST_MS
  const ask = async () => {
    while (performance.now() < end) await pool.query('SELECT pg_sleep(0.005)')
  }
  await Promise.all([ask(), ask(), ask()])
  expect(await pidOf(pool)).toBe(pid)
  await pool.end()
  await close()
})

onServer(
  'one that takes its time between two statements, or was idle, is not',
  { timeout: 10_000 },
  async () => {
    const { pool, close } = poolThatHearsSilence({ connectionString: serverUrl, max: 1 }, LONGEST_MS)
    const pid = await pidOf(pool)
    await setTimeout(LONGEST_MS + 500)
    const client = await pool.connect()
    await client.query('BEGIN')
    await setTimeout(LONGEST_MS + 500)
    await client.query('SELECT pg_sleep(0.6)')
    await client.query('COMMIT')
    client.release()
    expect(await pidOf(pool)).toBe(pid)
    await pool.end()
    await close()
  },
)

const pidOf = async (pool: Pool) => (await pool.query('SELECT pg_backend_pid() AS pid')).rows[0].pid

/** A way to the server on which nothing arrives any more, either way, for those who have connected before it hangs. */
async function openWay(url: string) {
  const target = new URL(url)
  const pairs: [Socket, Socket][] = []
  const way = createServer((client) => {
    const server = connect(Number(target.port || 5432), target.hostname)
    pairs.push([client, server])
    client.pipe(server).pipe(client)
    client.on('error', () => server.destroy())
    server.on('error', () => client.destroy())
  })
  way.listen(0, '127.0.0.1')
  await once(way, 'listening')
  const { port } = way.address() as { port: number }
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    hang() {
      for (const [client, server] of pairs) {
        client.unpipe(server).pause()
        server.unpipe(client).pause()
      }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of pairs.flat()) socket.destroy()
      way.close()
    },
  }
}
