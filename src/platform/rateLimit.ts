import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Logger } from './logger.ts'
import { connectRedis } from './redis.ts'

/** How much may be done in a minute: `requests` of any kind, `appends` to messages that stream. */
export type Budget = 'requests' | 'appends'

/** How a budget stands after something was taken from it. */
export interface Standing {
  limit: number
  remaining: number
  isExceeded: boolean
  /** When it is whole again, in milliseconds from now. */
  resetsIn: number
}

export interface RateLimiter extends AsyncDisposable {
  /** Takes so much from somebody's budget, and no less where there is too little; null where it has no limit. */
  take: (budget: Budget, payer: string, points: number) => Promise<Standing | null>
}

/** A Redis that takes longer is left out for this once. */
const REDIS_PATIENCE = 200

/** Budgets of so much a minute, 0 for no limit: shared through Redis, and each instance's own where that is away. */
export function rateLimiter(
  limits: Record<Budget, number>,
  redisUrl: string | undefined,
  logger: Logger,
): RateLimiter {
  const isNeeded = Object.values(limits).some((limit) => limit > 0)
  const redis =
    redisUrl && isNeeded
      ? connectRedis(redisUrl, logger, { commandTimeout: REDIS_PATIENCE, socketTimeout: 1_000 })
      : null
  const limiters = {
    requests: limiterOf('requests', limits.requests, redis),
    appends: limiterOf('appends', limits.appends, redis),
  }
  return {
    async take(budget, payer, points) {
      const limit = limits[budget]
      if (!limit) return null
      try {
        return standing(limit, await limiters[budget].consume(payer, points))
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return standing(limit, refusal)
        throw refusal
      }
    },
    async [Symbol.asyncDispose]() {
      redis?.disconnect()
    },
  }
}

const standing = (
  limit: number,
  { remainingPoints, msBeforeNext, consumedPoints }: RateLimiterRes,
): Standing => ({
  limit,
  remaining: remainingPoints,
  isExceeded: consumedPoints > limit,
  resetsIn: msBeforeNext,
})

function limiterOf(budget: Budget, points: number, redis: Redis | null) {
  const options = { keyPrefix: `tertulia:rate:${budget}`, points, duration: 60 }
  const own = new RateLimiterMemory(options)
  if (!redis) return own
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: own,
  })
}
