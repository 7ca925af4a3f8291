import { Prisma } from './generated/client.ts'
import { raw, type Sql, sql } from './sql.ts'

/** The columns of rows that statements are given, each with its type. */
type Columns<Row> = { readonly [Column in keyof Row & string]-?: string }

/**
 * Makes rows part of a statement, to stand after FROM as a table of this name. To PostgreSQL a single one is constants,
 * for which it does much less than for a table that it makes of JSON.
 */
export function rowsAs<Row extends object>(
  name: string,
  columns: Columns<Row>,
): (rows: readonly Row[]) => Sql {
  const entries = Object.entries<string>(columns) as [keyof Row & string, string][]
  const names = entries.map(([column]) => `"${column}"`).join()
  const types = entries.map(([, type]) => `::${type}`)
  const ofOne = [
    '(VALUES (',
    ...types.slice(0, -1).map((type) => `${type},`),
    `${types.at(-1)})) AS ${name}(${names})`,
  ]
  const ofMany = raw(`${name}(${entries.map(([column, type]) => `"${column}" ${type}`).join()})`)
  return (rows) => {
    const [row] = rows
    if (!row || rows.length > 1) return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS ${ofMany}`
    return new Prisma.Sql(
      ofOne,
      entries.map(([column, type]) => parameterOf(row[column], type)),
    )
  }
}

const parameterOf = (value: unknown, type: string): unknown => {
  if (value === null || value === undefined) return null
  return type === 'jsonb' ? JSON.stringify(value) : value
}
