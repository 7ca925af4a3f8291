import type { Database } from '../../src/platform/db/database.ts'
import { decodeId } from '../../src/platform/ids.ts'

/** Holds a conversation so that nobody can change it. */
export async function locking({ prisma }: Database, id: string) {
  const [isLocked, isReleased] = [deferred(), deferred()]
  const done = prisma.$transaction(
    async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM conversations WHERE id = ${decodeId('Conversation', id)}::uuid FOR UPDATE`
      isLocked.resolve()
      await isReleased.promise
    },
    { timeout: 30_000 },
  )
  await isLocked.promise
  return {
    release: () => {
      isReleased.resolve()
      return done
    },
  }
}

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
