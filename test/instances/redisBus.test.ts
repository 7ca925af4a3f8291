import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Bus } from '../../src/platform/events/hub.ts'
import { redisBus } from '../../src/platform/events/redisBus.ts'
import { hasRedis, type RedisServer, redisServer } from './redisServer.ts'
import { soon } from './scenario.ts'

interface Ear {
  bus: Bus
  heard: [stream: string, number: number][]
  logged: string[]
}

function busOn({ url }: RedisServer): Ear {
  const heard: Ear['heard'] = []
  const logged: string[] = []
  const logger = pino({ level: 'debug' }, { write: (line) => void logged.push(line) })
  const bus = redisBus(url, logger, (...hint) => void heard.push(hint))
  onTestFinished(() => bus[Symbol.asyncDispose]())
  return { bus, heard, logged }
}

// Here, for what is opened in a hook is not closed by one.
const redis = (hasRedis() ? await redisServer() : null) as RedisServer

describe.runIf(hasRedis())('the bus over Redis (with redis-server)', () => {
  const [stream, other, late] = [randomUUID(), randomUUID(), randomUUID()]

  /** Publishes until it is heard: what is lost while a connection is being made, no one repeats. */
  const reaches = async (from: Ear, to: Ear, log: string, number: number) => {
    await expect
      .poll(() => {
        from.bus.publish(log, number)
        return to.heard
      }, soon)
      .toContainEqual([log, number])
  }

  test('carries word of a log to those who listen to it', async () => {
    const [here, there] = [busOn(redis), busOn(redis)]
    there.bus.listen(stream)
    await expect.poll(() => redis.listeners(stream), soon).toBe(1)
    here.bus.publish(other, 1)
    await reaches(here, there, stream, 7)
    expect(there.heard.filter(([log]) => log !== stream)).toEqual([])
    expect(here.heard).toEqual([])
  })

  test('listens no more when told so', async () => {
    const { bus } = busOn(redis)
    const stop = bus.listen(stream)
    await expect.poll(() => redis.listeners(stream), soon).toBe(1)
    stop()
    await expect.poll(() => redis.listeners(stream), soon).toBe(0)
  })

  test('after Redis was gone it listens to what it is to listen to by then', async () => {
    const [here, there] = [busOn(redis), busOn(redis)]
    there.bus.listen(stream)
    const stop = there.bus.listen(other)
    await reaches(here, there, other, 1)
    redis.signal('SIGKILL')
    await expect.poll(() => there.logged.join(), soon).toContain('ECONNREFUSED')
    here.bus.publish(stream, 2)
    stop()
    there.bus.listen(late)
    await redis.start()
    await reaches(here, there, stream, 3)
    await reaches(here, there, late, 4)
    expect(await redis.listeners(other)).toBe(0)
  })

  test('gives up a Redis that hangs, and comes back to it', async () => {
    const [here, there] = [busOn(redis), busOn(redis)]
    there.bus.listen(stream)
    await reaches(here, there, stream, 1)
    redis.signal('SIGSTOP')
    here.bus.publish(stream, 2)
    await expect.poll(() => here.logged.join(), soon).toContain('Socket timeout')
    redis.signal('SIGCONT')
    await reaches(here, there, stream, 3)
  })
})
