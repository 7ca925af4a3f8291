import { columnName, join, raw, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import type { Written } from '../../platform/db/statements.ts'
import type { Root } from './declare.ts'

const ROOT = 'root'

/** The row that a read starts from, in its statement. */
export const root = rowOf<Root>(ROOT)

export type RootColumn = keyof Root

const rootTypes: Record<RootColumn, string> = {
  id: 'uuid',
  viewer: 'uuid',
  afterKey: 'text',
  afterId: 'uuid',
  beforeKey: 'text',
  beforeId: 'uuid',
}

/** A row of the statement: the text, '' where there is none and null where it is too much, and which root it is of, from one. */
export type Found = [text: string | null, n?: number]

/** The statement that evaluates an expression for each of the roots it is given, written once for one and once for many. */
export class ReadStatement {
  readonly #columns: readonly RootColumn[]
  readonly #ofOne: string
  readonly #ofMany: string
  /** Those of the expression. */
  readonly #values: readonly unknown[]

  constructor(columns: readonly RootColumn[], expression: Sql) {
    const typed = (suffix: '' | '[]') =>
      join(columns.map((column) => sql`${null}::${raw(rootTypes[column] + suffix)}`))
    const rootOf = (...names: string[]) => raw(`${ROOT}(${[...columns.map(columnName), ...names].join()})`)
    // To PostgreSQL one row of values is no table but constants: a short read takes it a tenth less.
    const one = sql`
      SELECT ${within(sql`pg_column_size(data)`)}
      FROM (SELECT ${expression} AS data FROM (VALUES (${typed('')})) AS ${rootOf()} OFFSET 0) read`
    const many = sql`
      SELECT ${within(sql`sum(pg_column_size(data)) OVER ()`)}, n
      FROM (
        SELECT ${expression} AS data, n::int FROM unnest(${typed('[]')}) WITH ORDINALITY AS ${rootOf('n')} OFFSET 0
      ) read`
    this.#columns = columns
    this.#ofOne = one.text
    this.#ofMany = many.text
    this.#values = one.values.slice(1, -columns.length)
  }

  /** For these roots, whose texts may have so many bytes together. */
  of(roots: readonly Partial<Root>[], mostBytes: number): Written {
    const isOne = roots.length === 1
    const columns = this.#columns.map((column) =>
      isOne ? roots[0]?.[column] : roots.map((root) => root[column]),
    )
    return { text: isOne ? this.#ofOne : this.#ofMany, values: [mostBytes, ...this.#values, ...columns] }
  }

  /** How many characters it takes to remember. */
  get length(): number {
    const texts = this.#ofOne.length + this.#ofMany.length
    return this.#values.reduce<number>((sum, value) => sum + String(value).length, texts)
  }
}

// Aliases soon make half a gigabyte of a few messages, and text of that length ends this process as it arrives. OFFSET
// keeps the expression from being evaluated once more for its size.
const within = (bytes: Sql): Sql =>
  sql`CASE WHEN data IS NULL THEN '' WHEN ${bytes} <= ${null}::int THEN data END`
