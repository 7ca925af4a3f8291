import type { PrismaClient } from '../db/generated/client.ts'
import { sql } from '../db/sql.ts'

const BATCH = 5_000

/** Removes events older than `retention` milliseconds, some at a time. Answers with how many. */
export async function pruneEvents(prisma: PrismaClient, retention: number): Promise<number> {
  let total = 0
  for (;;) {
    const removed = await prisma.$executeRaw(sql`
      DELETE FROM events WHERE (stream_id, number) IN (
        SELECT stream_id, number FROM events WHERE occurred_at < now() - ${retention} * interval '1 millisecond'
        ORDER BY occurred_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
      )`)
    total += removed
    if (removed < BATCH) return total
  }
}
