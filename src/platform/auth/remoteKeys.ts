import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import type { Logger } from '../logger.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** How long a token waits for keys at the most. */
const FETCH_TIMEOUT = 3 * SECOND
/** After this the keys are fetched again, while those at hand go on serving. */
const REFRESH = 10 * MINUTE
/** After this they serve no longer: one that was withdrawn must not be good for ever because its issuer is out of reach. */
const MAX_AGE = 60 * MINUTE
/** A key that is not there may have come since: but tokens that name made-up keys must not fetch without end. */
const COOLDOWN = 30 * SECOND
/** An issuer that did not answer is left alone so long, and nobody waits for it. */
const RETRY = 5 * SECOND

/** Whether a token is good cannot be told now, and may be later. */
export class KeysUnavailableError extends Error {
  override name = 'KeysUnavailableError'
}

/** The keys at an issuer's address, fetched when they are needed. */
export function remoteKeys(url: string, logger: Logger): JWTVerifyGetKey {
  // jose fetches, reads and chooses; when is decided here.
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: FETCH_TIMEOUT,
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
  })
  let fetchedAt = Number.NEGATIVE_INFINITY
  let failedAt = Number.NEGATIVE_INFINITY
  let fetching: Promise<void> | null = null
  const since = (moment: number) => performance.now() - moment

  /** Whoever needs keys while they are being fetched waits for the same. */
  function fetchKeys(): Promise<void> {
    fetching ??= tryToFetch().finally(() => {
      fetching = null
    })
    return fetching
  }

  async function tryToFetch(): Promise<void> {
    if (since(failedAt) < RETRY) throw new KeysUnavailableError('The keys could not be fetched just now.')
    try {
      await keys.reload()
      fetchedAt = performance.now()
    } catch (cause) {
      failedAt = performance.now()
      logger.warn({ err: cause }, 'AUTH_JWKS_URL: keys could not be fetched')
      throw new KeysUnavailableError('The keys could not be fetched.', { cause })
    }
  }

  return async (header, token) => {
    if (since(fetchedAt) > MAX_AGE) await fetchKeys()
    else if (since(fetchedAt) > REFRESH) fetchKeys().catch(() => {})
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || since(fetchedAt) < COOLDOWN) throw error
      await fetchKeys()
      return keys(header, token)
    }
  }
}
