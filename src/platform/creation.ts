import type { PrismaClient } from './db/generated/client.ts'
import { raw, type Sql, sql } from './db/sql.ts'
import { sqlStateOf } from './db/sqlState.ts'
import { Conflict } from './refusal.ts'

/**
 * What all creating has in common: an id or externalId that is there makes it a retry, which answers with what is
 * there before any other check, also when many come at once.
 */

interface Creation<Valid> {
  prisma: PrismaClient
  table: 'spaces' | 'conversations' | 'messages'
  /** What the client chose to call it. */
  id: string | null | undefined
  externalId: string | null | undefined
  /** Of a row of the table: that the viewer made it, where this call would. */
  here: Sql
  /** Checks the rest of the input. */
  validate: () => Valid
  /** Makes it, and answers with its key. */
  insert: (valid: Valid) => Promise<string>
}

/** The key of what the call makes, or has made before. ConflictError when the id is taken elsewhere. */
export async function createOnce<Valid>({ validate, insert, ...named }: Creation<Valid>): Promise<string> {
  const found = await find(named)
  if (found) return found
  try {
    return await insert(validate())
  } catch (error) {
    const refusal = isUniqueViolation(error) ? taken() : error
    if (!(refusal instanceof Conflict)) throw error
    // The same call beside this one was first, and raised the version that both expect; or the refusal stands.
    const made = await find(named)
    if (made) return made
    throw refusal
  }
}

type Named = Pick<Creation<never>, 'prisma' | 'table' | 'id' | 'externalId' | 'here'>

async function find({ prisma, table, id, externalId, here }: Named): Promise<string | null> {
  if (id == null && externalId == null) return null
  // A select for each, by an index of its own: what is joined by OR has none. A user's key is nobody else's, for a
  // conversation under it would write into the log of that user's lists.
  const [row] = await prisma.$queryRaw<{ id: string; here: boolean }[]>(sql`
    SELECT id, ${here} AS here, 1 AS choice FROM ${raw(table)} WHERE id = ${id ?? null}::uuid
    UNION ALL
    SELECT id, TRUE, 2 FROM ${raw(table)} WHERE external_id = ${externalId ?? null} AND ${here}
    UNION ALL
    SELECT id, FALSE, 0 FROM users WHERE id = ${id ?? null}::uuid
    ORDER BY choice
    LIMIT 1`)
  if (row && !row.here) throw taken()
  return row?.id ?? null
}

export const taken = () => new Conflict('This id is taken. Choose another.', null)

const UNIQUE_VIOLATION = '23505'

export const isUniqueViolation = (error: unknown): boolean => sqlStateOf(error) === UNIQUE_VIOLATION
