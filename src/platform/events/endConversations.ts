import { type Sql, sql } from '../db/sql.ts'
import type { Work } from '../session.ts'
import { recordedEnds } from './log.ts'

/**
 * Deletes conversations for good, with all that is in them, and tells of it. They are locked in the order in which every
 * write locks them. Answers with how many there were.
 */
export async function endConversations(
  { prisma, logGrew }: Omit<Work, 'viewer'>,
  which: Sql,
): Promise<number> {
  const logs = await prisma.$queryRaw<{ stream: string; number: number; isList: boolean }[]>(sql`
    WITH locked AS (SELECT id FROM conversations WHERE ${which} ORDER BY id FOR UPDATE),
    ended AS (DELETE FROM conversations WHERE id IN (SELECT id FROM locked) RETURNING *)${recordedEnds}
    SELECT id AS stream, event_number::float8 + 1 AS number, FALSE AS "isList" FROM ended
    UNION ALL SELECT id, event_number::float8, TRUE FROM told`)
  for (const { stream, number } of logs) logGrew(stream, number)
  return logs.filter(({ isList }) => !isList).length
}
