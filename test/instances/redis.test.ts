import { beforeAll, describe, expect, test } from 'vitest'
import { decodeId } from '../../src/platform/ids.ts'
import { build, type Serving, stop } from '../cli/tertulia.ts'
import { addMessage } from '../features/fixtures.ts'
import { contentsOf } from '../features/message/fixtures.ts'
import { hasPostgres, instancesOn } from './instances.ts'
import { hasRedis, type RedisServer, redisServer } from './redisServer.ts'
import { type Scene, sayOnAll, sceneOn, soon } from './scenario.ts'
import { contentsIn, type Watched, watchConversation, watchList } from './watch.ts'

const isPossible = hasPostgres && hasRedis()
// Here, for what is opened in a hook is not closed by one.
const redis = (isPossible ? await redisServer() : null) as RedisServer
const start = (isPossible ? await instancesOn({ REDIS_URL: redis.url }) : null) as () => Promise<Serving>

describe.runIf(isPossible)('instances with Redis (on DATABASE_URL, with redis-server)', () => {
  let instances: [Serving, Serving]

  beforeAll(async () => {
    build()
    instances = [await start(), await start()]
  }, 180_000)

  const listeners = (id: string) => redis.listeners(decodeId('Conversation', id) as string)

  const watchOnAll = ({ users: [{ name }], id, cursor }: Scene) =>
    Promise.all(instances.map(({ url }) => watchConversation(url, name, id, cursor)))

  /** Each got what the conversation has, in its order and once. */
  async function expectAll({ users: [user], id }: Scene, watched: Watched[], count: number, within = soon) {
    const contents = await contentsOf(user, id)
    expect(contents).toHaveLength(count)
    await Promise.all(watched.map((each) => expect.poll(() => contentsIn(each), within).toEqual(contents)))
  }

  test('every subscriber gets what was written anywhere, exactly once and in order', async () => {
    const scene = await sceneOn(instances)
    const { users, listCursor } = scene
    const watched = await watchOnAll(scene)
    const lists = await Promise.all(instances.map(({ url }) => watchList(url, users[0].name, listCursor)))

    await sayOnAll(scene, 40)

    await expectAll(scene, watched, 80)
    for (const { events } of lists) await expect.poll(() => events.length, soon).toBe(80)
    const cursors = new Set(lists.flatMap(({ events }) => events.map(({ cursor }) => cursor)))
    expect(cursors.size).toBe(80)
    expect(lists[0]?.events).toEqual(lists[1]?.events)
  })

  test('an instance listens to a log only while somebody there watches it', async () => {
    const scene = await sceneOn(instances)
    expect(await listeners(scene.id)).toBe(0)
    const watched = await watchOnAll(scene)
    await expect.poll(() => listeners(scene.id), soon).toBe(2)
    await watched[0]?.end()
    await expect.poll(() => listeners(scene.id), soon).toBe(1)
  })

  test('while Redis is gone all goes on, and when it is back nothing is missing', async () => {
    const scene = await sceneOn(instances)
    const watched = await watchOnAll(scene)
    await sayOnAll(scene, 1)
    await expectAll(scene, watched, 2)

    redis.signal('SIGKILL')
    await sayOnAll(scene, 10)
    await expectAll(scene, watched, 22)

    await redis.start()
    await sayOnAll(scene, 1)
    await expectAll(scene, watched, 24, { timeout: 2_000 })
    await expect.poll(() => listeners(scene.id), soon).toBe(2)
    await sayOnAll(scene, 10)
    await expectAll(scene, watched, 44)
  })

  test('while Redis hangs all goes on, and when it wakes nothing is missing', async () => {
    const scene = await sceneOn(instances)
    const watched = await watchOnAll(scene)
    await sayOnAll(scene, 1)
    await expectAll(scene, watched, 2)

    redis.signal('SIGSTOP')
    await sayOnAll(scene, 10)
    await expectAll(scene, watched, 22)

    redis.signal('SIGCONT')
    await sayOnAll(scene, 10)
    await expectAll(scene, watched, 42, { timeout: 2_000 })
  })

  test('a server starts, serves and stops without its Redis', async () => {
    redis.signal('SIGSTOP')
    const third = await start()
    const scene = await sceneOn([third])
    const watched = await watchConversation(third.url, scene.users[0].name, scene.id, scene.cursor)
    await addMessage(scene.users[0], { conversationId: scene.id, content: 'Hello' })
    await expect.poll(() => contentsIn(watched), soon).toEqual(['Hello'])
    expect(await stop(third)).toBe(0)
    redis.signal('SIGCONT')
  })
})
