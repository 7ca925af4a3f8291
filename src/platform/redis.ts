import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from './logger.ts'

/** A connection that nothing waits for: while Redis is away or hangs, what is asked of it fails at once or soon. */
export function connectRedis(url: string, logger: Logger, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // ioredis would ask again for what nobody listens to any more, and a loss in that moment would end the process.
    autoResubscribe: false,
    connectTimeout: 5_000,
    // A Redis that hangs is given up, or what it is told would pile up here.
    socketTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    ...options,
  })
  // Without a listener the loss of the connection would end the process.
  redis.on('error', (err: Error) => logger.debug({ err }, 'redis'))
  return redis
}
