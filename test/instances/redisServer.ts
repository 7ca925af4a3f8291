import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Redis } from 'ioredis'
import { afterAll } from 'vitest'
import { freePort } from '../support/freePort.ts'

/** A Redis of the test file's own, to be ended, frozen and started again. */
export interface RedisServer {
  url: string
  start: () => Promise<void>
  signal: (signal: NodeJS.Signals) => void
  /** How many instances listen to the log of this stream. */
  listeners: (stream: string) => Promise<number>
}

export function hasRedis(): boolean {
  try {
    return execFileSync('redis-server', ['--version']).length > 0
  } catch {
    return false
  }
}

export async function redisServer(): Promise<RedisServer> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let process: ChildProcess
  const start = async () => {
    process = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface(process.stdout as Readable))
      if (/Ready to accept/.test(line)) return
    throw new Error('The Redis ended before it served.')
  }
  await start()
  afterAll(() => void process.kill('SIGKILL'))
  return {
    url,
    start,
    signal: (signal) => void process.kill(signal),
    listeners: (stream) =>
      ask(url, async (redis) => Number((await redis.pubsub('NUMSUB', `tertulia:log:${stream}`))[1])),
  }
}

async function ask<Answer>(url: string, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  redis.on('error', () => {})
  try {
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}
