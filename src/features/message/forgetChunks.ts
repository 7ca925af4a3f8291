import type { PrismaClient } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'

/** Removes what messages were streamed as, `age` milliseconds after they were finished. Answers with of how many. */
export const forgetChunks = (prisma: PrismaClient, age: number): Promise<number> =>
  prisma.$executeRaw(sql`
    WITH finished AS (
      SELECT m.id FROM message_streams s JOIN messages m ON m.id = s.message_id
      WHERE s.touched_at < now() - ${age} * interval '1 millisecond' AND m.status <> 'STREAMING'
    ), forgotten AS (DELETE FROM message_chunks WHERE message_id IN (SELECT id FROM finished))
    DELETE FROM message_streams WHERE message_id IN (SELECT id FROM finished)`)
