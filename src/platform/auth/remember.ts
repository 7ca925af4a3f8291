import { LRUCache } from 'lru-cache'
import type { Claims } from './token.ts'

type Verify = (token: string) => Promise<Claims>

const MAX_TOKENS = 10_000
/** In characters: a token has room for white space that says nothing. */
const MAX_TEXT = 16 * 1024 * 1024
/** A key that is taken back is one whose tokens are taken for no longer than this, in milliseconds. */
const MAX_AGE = 10_000

/** Checks a signature once for many requests: a client sends the same token with each. None outlives its end. */
export function remembering(verify: Verify): Verify {
  const verified = new LRUCache<string, Claims>({
    max: MAX_TOKENS,
    maxSize: MAX_TEXT,
    sizeCalculation: (_claims, token) => token.length,
    ttl: MAX_AGE,
  })
  return async (token) => {
    const known = verified.get(token)
    if (known && known.expiresAt > Date.now()) return known
    const claims = await verify(token)
    verified.set(token, claims)
    return claims
  }
}
