import { setTimeout } from 'node:timers/promises'
import type { Logger } from '../platform/logger.ts'

export interface Repeated extends AsyncDisposable {
  /** Does it again at once, or right after what is being done. */
  wake: () => void
}

/** Does something again and again, with a pause in milliseconds, until it is disposed of and told to stop. */
export function repeat(
  name: string,
  pause: number,
  logger: Logger,
  work: (signal: AbortSignal) => Promise<void>,
): Repeated {
  const stop = new AbortController()
  let waking = new AbortController()
  const stopped = (async () => {
    while (!stop.signal.aborted) {
      // Before the work, which may not see what it is woken for while it is at it.
      waking = new AbortController()
      try {
        await work(stop.signal)
      } catch (err) {
        // The database may be away for a while: what is due stays due.
        logger.warn({ err }, `${name}: failed, and is tried again`)
      }
      if (!stop.signal.aborted) await setTimeout(pause, undefined, { signal: waking.signal }).catch(() => {})
    }
  })()
  return {
    wake: () => waking.abort(),
    async [Symbol.asyncDispose]() {
      stop.abort()
      waking.abort()
      await stopped
    },
  }
}
