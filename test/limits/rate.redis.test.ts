import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hasRedis, type RedisServer, redisServer } from '../instances/redisServer.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'

const LIMIT = 10
const redis = hasRedis() ? await redisServer() : null
const urls = redis ? await instancesOn(redis) : []

async function instancesOn({ url }: RedisServer): Promise<string[]> {
  const variables = { RATE_LIMIT: `${LIMIT}`, REDIS_URL: url }
  const first = await testServer(variables)
  const second = await testServer(variables, first.database)
  return [first.url, second.url]
}

describe.runIf(redis)('the rate limit of several instances (with redis-server)', () => {
  /** What both instances say is left after a request of one user to each. */
  async function leftAfterOneEach(): Promise<number[]> {
    const name = `user-${randomUUID()}`
    const left = []
    for (const url of urls) {
      const { status, headers } = await (await clientOf(url, name)).send('{ viewer { name } }')
      expect(status).toBe(200)
      left.push(Number(headers.get('x-ratelimit-remaining')))
    }
    return left
  }
  const shared = [LIMIT - 1, LIMIT - 2]
  const eachItsOwn = [LIMIT - 1, LIMIT - 1]
  const areSharing = async () => String(await leftAfterOneEach()) === String(shared)

  test('is one for all of them', async () => {
    await expect.poll(areSharing).toBe(true)
    const name = `user-${randomUUID()}`
    const [here, there] = await Promise.all(urls.map((url) => clientOf(url, name)))
    for (let n = 0; n < LIMIT / 2; n++) {
      await here?.data('{ viewer { name } }')
      await there?.data('{ viewer { name } }')
    }
    for (const user of [here, there]) expect((await user?.send('{ viewer { name } }'))?.status).toBe(429)
  })

  test.each([
    ['was killed', 'SIGKILL', async () => redis?.start()],
    ['is frozen', 'SIGSTOP', async () => redis?.signal('SIGCONT')],
  ] as const)(
    'is each its own while Redis %s, and no request fails or waits',
    { timeout: 60_000 },
    async (_, signal, revive) => {
      redis?.signal(signal)
      await expect.poll(leftAfterOneEach).toEqual(eachItsOwn)
      const user = await clientOf(urls[0] as string)
      const statuses = []
      for (let n = 0; n <= LIMIT; n++) {
        statuses.push((await user.send('{ viewer { name } }')).status)
      }
      expect(statuses).toEqual([...Array(LIMIT).fill(200), 429])
      await revive()
      await expect.poll(areSharing).toBe(true)
    },
  )
})
