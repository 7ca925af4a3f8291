import { Prisma } from './generated/client.ts'
import { raw, type Sql, sql } from './sql.ts'
import type { Written } from './statements.ts'

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

/**
 * A statement whose parameters are those of these rows alone, which stand in it in the same order. Its text is written once
 * for single rows and once for many: to put it together anew for each run takes its time.
 */
export function ofRows<Tables extends readonly Sql[]>(
  write: (...tables: Tables) => Sql,
): (...tables: Tables) => Written {
  const texts = new Map<string, string>()
  return (...tables) => {
    // A single row begins otherwise than many.
    const form = tables.map(({ strings: [start] }) => start).join()
    const values = tables.flatMap(({ values }) => values)
    const known = texts.get(form)
    if (known) return { text: known, values }
    const { text, values: written } = write(...tables)
    if (written.length !== values.length || written.some((value, n) => value !== values[n]))
      throw new Error('The parameters of a statement must be those of its rows, in their order.')
    texts.set(form, text)
    return { text, values }
  }
}

const parameterOf = (value: unknown, type: string): unknown => {
  if (value === null || value === undefined) return null
  return type === 'jsonb' ? JSON.stringify(value) : value
}
