import { sql } from '../../platform/db/sql.ts'
import { endConversations } from '../../platform/events/endConversations.ts'
import { type Telling, transact } from '../../platform/session.ts'

const BATCH = 20

/** Any number that no other advisory lock of this database has. */
const LOCK = 7_224_001

/**
 * Deletes for good what has been in the trash for longer than `retention` milliseconds, some at a time so that no lock
 * is held for long. Where another instance is at it already, it is left to that one. Answers with how many were deleted.
 */
export async function emptyTrash(session: Telling, retention: number): Promise<number> {
  let total = 0
  for (;;) {
    const deleted = await transact(session, async (work) => {
      const [lock] = await work.prisma.$queryRaw<[{ mine: boolean }]>(
        sql`SELECT pg_try_advisory_xact_lock(${LOCK}::bigint) AS mine`,
      )
      if (!lock.mine) return 0
      return endConversations(
        work,
        sql`id IN (
          SELECT id FROM conversations WHERE trashed_at < now() - ${retention} * interval '1 millisecond'
          ORDER BY trashed_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
        )`,
      )
    })
    total += deleted
    if (deleted < BATCH) return total
  }
}
