import { setTimeout } from 'node:timers/promises'
import { emptyTrash } from '../features/conversation/index.ts'
import type { PrismaClient } from '../platform/db/generated/client.ts'
import type { Logger } from '../platform/logger.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

/** Empties the trash from time to time, until it is disposed of. */
export function sweepTrash(prisma: PrismaClient, retention: number, logger: Logger): AsyncDisposable {
  const stop = new AbortController()
  const pause = Math.min(HOUR, Math.max(SECOND, retention / 10))
  const swept = (async () => {
    while (!stop.signal.aborted) {
      try {
        const deleted = await emptyTrash(prisma, retention)
        if (deleted) logger.info({ deleted }, 'trash emptied')
      } catch (err) {
        // The database may be away for a while: what is due stays due.
        logger.warn({ err }, 'the trash could not be emptied')
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
