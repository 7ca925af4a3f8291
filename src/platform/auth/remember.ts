import { LRUCache } from 'lru-cache'
import type { Claims } from './token.ts'

type Verify = (token: string) => Promise<Claims>

const MAX_TOKENS = 10_000
/** In characters: a token has room for white space that says nothing. */
const MAX_TEXT = 16 * 1024 * 1024

/**
 * Checks a signature once for many requests, as a client sends the same token with each: again after `holdFor`
 * milliseconds. None outlives its end.
 */
export function remembering(verify: Verify, holdFor: number): Verify {
  const verified = new LRUCache<string, { claims: Claims; until: number }>({
    max: MAX_TOKENS,
    maxSize: MAX_TEXT,
    sizeCalculation: (_known, token) => token.length,
  })
  return async (token) => {
    const known = verified.get(token)
    if (known && known.claims.expiresAt > Date.now() && known.until > performance.now()) return known.claims
    const claims = await verify(token)
    verified.set(token, { claims, until: performance.now() + holdFor })
    return claims
  }
}
