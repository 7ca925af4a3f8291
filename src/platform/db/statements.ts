import type { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'

/** A statement whose text is written, so that it need not be for every run. */
export interface Written {
  /** With `$1`, `$2` … for its parameters. */
  text: string
  values: readonly unknown[]
}

/** Sends a statement, and answers with its rows, each the values of its columns in order. */
export type Query = <Row extends readonly unknown[]>(statement: Written) => Promise<Row[]>

/** Sends what is to come behind a statement, before it returns. */
export type Behind = (query: Query) => void

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>

// What the adapter should make of a parameter before the driver does: nothing.
const asItIs = { scalarType: 'unknown', arity: 'scalar' } as const

/**
 * Statements that stand alone, through Prisma's driver adapter itself. They take the connections, names and errors that
 * those of the client do; what the client does above it takes longer than most of them. Times and JSON come as text.
 */
export class Statements {
  readonly #adapter: Promise<Adapter>
  readonly #pool: pg.Pool
  readonly #isPipelined: boolean

  /** `factory` is of this pool. */
  constructor(factory: PrismaPg, pool: pg.Pool) {
    this.#adapter = factory.connect()
    this.#pool = pool
    this.#isPipelined = Boolean((pool.options as { pipeline?: boolean }).pipeline)
  }

  /** The rows, each the values of its columns in order. */
  async rows<Row extends readonly unknown[]>(statement: Written): Promise<Row[]> {
    const { rows } = await run(await this.#adapter, statement)
    return rows as unknown as Row[]
  }

  /**
   * The rows, each an object by the names of its columns. What is sent behind it sees what it did; where connections take
   * one statement at a time, as that of the embedded database, nobody is asked what that is to be.
   */
  async objects<Row>(statement: Written, behind?: Behind): Promise<Row[]> {
    const { columnNames, rows } = await (behind && this.#isPipelined
      ? this.#followed(statement, behind)
      : run(await this.#adapter, statement))
    return rows.map((row) => Object.fromEntries(columnNames.map((name, i) => [name, row[i]])) as Row)
  }

  /** All goes over one connection, nothing waits for the answer to what is before it, and each fails by itself. */
  async #followed(statement: Written, behind: Behind) {
    const adapter = await this.#adapter
    const client = await this.#pool.connect()
    // What is lost with the connection fails by itself, too.
    const ignore = () => {}
    client.on('error', ignore)
    const connection: Adapter = Object.assign(Object.create(adapter), { client })
    const sent = [run(connection, statement)]
    let isOver = false
    try {
      behind(async (next) => {
        if (isOver) throw new Error('What comes behind a statement must be sent at once.')
        const answer = run(connection, next)
        sent.push(answer)
        return (await answer).rows as never
      })
    } finally {
      isOver = true
      Promise.allSettled(sent).then((ends) => {
        client.off('error', ignore)
        // As the pool does: what failed may have been the connection's own fault.
        client.release(ends.some(({ status }) => status === 'rejected'))
      })
    }
    return sent[0] as ReturnType<typeof run>
  }
}

const run = (adapter: Adapter, { text, values }: Written) =>
  adapter.queryRaw({ sql: text, args: values as unknown[], argTypes: values.map(() => asItIs) })
