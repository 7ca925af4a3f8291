import { randomUUID } from 'node:crypto'
import type { Logger } from '../../platform/logger.ts'
import { connectRedis } from '../../platform/redis.ts'
import type { Finding } from './finding.ts'

/** Whether Redis answers, and lets us do what the server does with it. */
export async function checkRedis(url: string, logger: Logger): Promise<Finding> {
  const redis = connectRedis(url, logger, {
    lazyConnect: true,
    retryStrategy: () => null,
    commandTimeout: 5_000,
  })
  let reason: Error | undefined
  redis.on('error', (error: Error) => {
    reason = error
  })
  try {
    // What it fails with says only that it did.
    await redis.connect().catch((error: unknown) => {
      throw reason ?? error
    })
    const key = `tertulia:doctor:${randomUUID()}`
    await redis.eval("redis.call('set', KEYS[1], '1', 'PX', 10000) return redis.call('del', KEYS[1])", 1, key)
    await redis.publish(key, '')
    const { host, port } = redis.options
    return { subject: 'redis', status: 'ok', message: `Redis at ${host}:${port} runs scripts and publishes` }
  } finally {
    redis.disconnect()
  }
}
