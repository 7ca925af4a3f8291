import type { Logger } from '../platform/logger.ts'
import { repeat } from './repeat.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

/** Removes from time to time what is past its time, until it is disposed of. */
export function sweep(
  name: string,
  retention: number,
  logger: Logger,
  remove: () => Promise<number>,
): AsyncDisposable {
  const pause = Math.min(HOUR, Math.max(SECOND, retention / 10))
  return repeat(name, pause, logger, async () => {
    const removed = await remove()
    if (removed) logger.info({ removed }, `${name} swept`)
  })
}
