import { type Sql, sql } from '../db/sql.ts'
import type { Work } from '../session.ts'
import { recordedEnds } from './log.ts'

/**
 * Deletes conversations for good, with all that is in them, and tells of it, within a transaction. They, their owners
 * and their files are locked in the order in which every write locks them. Answers with how many there were.
 */
export async function endConversations(
  { prisma, logGrew }: Omit<Work, 'viewer'>,
  which: Sql,
): Promise<number> {
  const ended = await prisma.$queryRaw<{ id: string; ownerId: string }[]>(
    sql`SELECT id, owner_id AS "ownerId" FROM conversations WHERE ${which} ORDER BY id FOR UPDATE`,
  )
  const keys = ended.map(({ id }) => id)
  const owners = ended.map(({ ownerId }) => ownerId)
  await prisma.$executeRaw(
    sql`SELECT FROM users WHERE id = ANY(${owners}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
  )
  await prisma.$executeRaw(
    sql`SELECT FROM files WHERE conversation_id = ANY(${keys}::uuid[]) ORDER BY id FOR UPDATE`,
  )
  const logs = await prisma.$queryRaw<{ stream: string; number: number; isList: boolean }[]>(sql`
    WITH ended AS (DELETE FROM conversations WHERE id = ANY(${keys}::uuid[]) RETURNING *)${recordedEnds}
    SELECT id AS stream, event_number::float8 + 1 AS number, FALSE AS "isList" FROM ended
    UNION ALL SELECT id, event_number::float8, TRUE FROM told`)
  for (const { stream, number } of logs) logGrew(stream, number)
  return logs.filter(({ isList }) => !isList).length
}
