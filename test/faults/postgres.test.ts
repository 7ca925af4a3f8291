import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../src/platform/db/migrations.ts'
import { build, type Serving, serve, stop } from '../cli/tertulia.ts'
import { clientOf } from '../support/client.ts'
import { SECRET } from '../support/server.ts'
import { hasOwnPostgres, type PostgresServer, postgresServer } from './postgresServer.ts'
import { Traffic } from './traffic.ts'

// Here, for what is opened in a hook is not closed by one.
const postgres = (hasOwnPostgres ? await postgresServer() : null) as PostgresServer

describe.runIf(hasOwnPostgres)('one process, whose PostgreSQL', () => {
  let serving: Serving

  beforeAll(async () => {
    build()
    serving = await serve({ DATABASE_URL: postgres.url, AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'fatal' })
  }, 180_000)

  const health = async (name: string) => (await fetch(`${serving.url}/health/${name}`)).status

  test('is not there when it starts: it says so, and serves when it has come', async () => {
    expect([await health('live'), await health('ready')]).toEqual([200, 503])
    const { status, body } = await (await clientOf(serving.url)).send('{ viewer { name } }')
    expect([status, body.errors[0].extensions.code]).toEqual([503, 'DATABASE_ERROR'])

    await postgres.start()
    await migrate(postgres.url)
    await expect.poll(() => health('ready'), { timeout: 5_000 }).toBe(200)
  })

  const endAndStart = async (signal: 'SIGINT' | 'SIGQUIT') => {
    await postgres.stop(signal)
    await setTimeout(500)
    await postgres.start()
  }

  /** For longer than any call may take. */
  const freezeAndThaw = async () => {
    postgres.signalAll('SIGSTOP')
    await setTimeout(5_500)
    expect([await health('live'), await health('ready')]).toEqual([200, 503])
    postgres.signalAll('SIGCONT')
  }

  test.each([
    ['is restarted', () => endAndStart('SIGINT')],
    ['crashes', () => endAndStart('SIGQUIT')],
    ['hangs', freezeAndThaw],
  ])('%s: each call is answered, and nothing that was acknowledged is lost', async (_, fault) => {
    const users = await Promise.all(Array.from({ length: 3 }, () => Traffic.on(serving.url)))
    const done = () => users.flatMap(({ reads, added }) => [reads, added.length])
    await expect.poll(() => Math.min(...done())).toBeGreaterThan(10)

    await fault()

    const before = done()
    await expect
      .poll(() => done().every((count, index) => count > Number(before[index])), { timeout: 1_000 })
      .toBe(true)
    for (const { refused } of users) expect(refused).toBeGreaterThan(0)
    for (const user of users) await user.expectNothingLost()
    expect(serving.process.exitCode).toBeNull()
  })

  test('hangs when the process is to stop: it does', async () => {
    postgres.signalAll('SIGSTOP')
    expect(await stop(serving)).toBe(0)
  })
})
