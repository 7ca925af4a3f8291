import type { Prisma } from '../platform/db/generated/client.ts'
import { raw, sql } from '../platform/db/sql.ts'

type Table = 'users' | 'spaces' | 'conversations' | 'messages' | 'files'

/** Rows go over as one JSON value: no limit on their number, and one short statement to parse. */
const ROWS_PER_STATEMENT = 5_000

/** Adds what is not there yet, and answers with the ids of what it added. */
export async function insert<Row extends { id: string }>(
  prisma: Prisma.TransactionClient,
  table: Table,
  rows: readonly Row[],
): Promise<Set<string>> {
  const added = new Set<string>()
  const [first] = rows
  if (!first) return added
  const columns = raw(Object.keys(first).join(', '))
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const json = JSON.stringify(rows.slice(start, start + ROWS_PER_STATEMENT))
    const inserted = await prisma.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO ${raw(table)} (${columns})
      SELECT ${columns} FROM jsonb_populate_recordset(null::${raw(table)}, ${json}::jsonb)
      ON CONFLICT DO NOTHING
      RETURNING id`)
    for (const { id } of inserted) added.add(id)
  }
  return added
}
