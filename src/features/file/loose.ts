import type { PrismaClient } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { LOOSE_TIME } from './declare.ts'

const BATCH = 100

/** Deletes the files that have hung on no message for a day. Answers with how many. */
export async function deleteLoose(prisma: PrismaClient): Promise<number> {
  let total = 0
  for (;;) {
    const deleted = await prisma.$executeRaw(sql`
      DELETE FROM files WHERE id IN (
        SELECT id FROM files
        WHERE message_id IS NULL AND loose_since < now() - ${LOOSE_TIME} * interval '1 millisecond'
        LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
      )`)
    total += deleted
    if (deleted < BATCH) return total
  }
}
