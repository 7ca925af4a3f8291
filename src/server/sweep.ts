import { setTimeout } from 'node:timers/promises'
import type { Logger } from '../platform/logger.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

/** Removes from time to time what is past its time, until it is disposed of. */
export function sweep(
  name: string,
  retention: number,
  logger: Logger,
  remove: () => Promise<number>,
): AsyncDisposable {
  const stop = new AbortController()
  const pause = Math.min(HOUR, Math.max(SECOND, retention / 10))
  const swept = (async () => {
    while (!stop.signal.aborted) {
      try {
        const removed = await remove()
        if (removed) logger.info({ removed }, `${name} swept`)
      } catch (err) {
        // The database may be away for a while: what is due stays due.
        logger.warn({ err }, `${name} could not be swept`)
      }
      await setTimeout(pause, undefined, { signal: stop.signal }).catch(() => {})
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await swept
    },
  }
}
