import type { PrismaPg } from '@prisma/adapter-pg'
import type { Sql } from './sql.ts'

/** A statement whose text is written, so that it need not be for every run. */
export interface Written {
  /** With `$1`, `$2` … for its parameters. */
  text: string
  values: readonly unknown[]
}

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>

// What the adapter should make of a parameter before the driver does: nothing.
const asItIs = { scalarType: 'unknown', arity: 'scalar' } as const

/**
 * Statements that stand alone, through Prisma's driver adapter itself. They take the connections, names and errors that
 * those of the client do; what the client does above it takes longer than most of them. Times and JSON come as text.
 */
export class Statements {
  readonly #adapter: Promise<Adapter>

  constructor(factory: PrismaPg) {
    this.#adapter = factory.connect()
  }

  /** The rows, each the values of its columns in order. */
  async rows<Row extends readonly unknown[]>({ text, values }: Written): Promise<Row[]> {
    const adapter = await this.#adapter
    const { rows } = await adapter.queryRaw({
      sql: text,
      args: values as unknown[],
      argTypes: values.map(() => asItIs),
    })
    return rows as unknown as Row[]
  }

  /** The rows, each an object by the names of its columns. */
  async objects<Row>(statement: Sql): Promise<Row[]> {
    const adapter = await this.#adapter
    const { text, values } = statement
    const { columnNames, rows } = await adapter.queryRaw({
      sql: text,
      args: values,
      argTypes: values.map(() => asItIs),
    })
    return rows.map((row) => Object.fromEntries(columnNames.map((name, i) => [name, row[i]])) as Row)
  }
}
