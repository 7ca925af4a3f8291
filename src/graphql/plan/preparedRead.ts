import DataLoader from 'dataloader'
import { raw, sql } from '../../platform/db/sql.ts'
import type { Statements, Written } from '../../platform/db/statements.ts'
import { TooLarge } from '../answerLimit.ts'
import type { Reader } from './compile.ts'
import { Gate } from './gate.ts'

/** The row that a read starts from, in its statement. */
export const ROOT = 'root'

/** What is read: for whom, starting from which key, and with how many bytes at most. */
export interface Wanted {
  key: string
  viewer: string
  most: number
}

/** What was read of it: the JSON of the statement, and how many bytes PostgreSQL made of it. */
export interface Found {
  data: unknown
  bytes: number
}

/** So many keys go into one statement. */
const MAX_KEYS = 100

/**
 * A statement that reads a selection for one key, or for many at once. Reads that start while others of the same statement
 * are at work, whoever asks, go together: for many at once PostgreSQL and its driver do little more than for one. Each
 * comes with its own viewer, by whose rights alone it is read.
 */
export class PreparedRead {
  readonly shape: Reader['shape']
  readonly #statements: Statements
  readonly #text: string
  readonly #values: readonly unknown[]
  readonly #gate = new Gate()
  readonly #loader = new DataLoader<Wanted, Found>(
    (wanted) => this.#gate.pass(() => this.#readTogether(wanted)),
    {
      // What is read is never kept: the next reader gets what is there by then.
      cache: false,
      maxBatchSize: MAX_KEYS,
      batchScheduleFn: (dispatch) => this.#gate.enter(dispatch),
    },
  )

  constructor(statements: Statements, { sql: expression, shape }: Reader) {
    this.shape = shape
    this.#statements = statements
    // Aliases soon make half a gigabyte of a few messages, and text of that length ends this process as it arrives.
    // OFFSET keeps the expression from being evaluated once more for its size.
    const { text, values } = sql`
      SELECT n, bytes, CASE WHEN sum(bytes) OVER () <= ${null}::int THEN data END
      FROM (
        SELECT n, data, pg_column_size(data) AS bytes
        FROM (
          SELECT ${raw(ROOT)}.n::int AS n, ${expression} AS data
          FROM unnest(${null}::uuid[], ${null}::uuid[]) WITH ORDINALITY AS ${raw(ROOT)}(id, viewer, n) OFFSET 0
        ) read
      ) measured`
    this.#text = text
    this.#values = values.slice(1, -2)
  }

  /** How much it takes to remember. */
  get length(): number {
    return this.#values.reduce<number>((sum, value) => sum + String(value).length, this.#text.length)
  }

  /** TooLarge where it would be more than wanted. */
  load(wanted: Wanted): Promise<Found> {
    return this.#loader.load(wanted)
  }

  /** Nobody gets less because of what goes with it. */
  async #readTogether(wanted: readonly Wanted[]): Promise<(Found | Error)[]> {
    const found = await this.#read(wanted)
    if (found) return found
    if (wanted.length === 1) return [new TooLarge()]
    const alone: (Found | Error)[] = []
    for (const one of wanted) {
      const [read] = await this.#readTogether([one]).catch((error: Error) => [error])
      alone.push(read as Found | Error)
    }
    return alone
  }

  /** Null where it is too much together. */
  async #read(wanted: readonly Wanted[]): Promise<Found[] | null> {
    const rows = await this.#statements
      .rows<[n: number, bytes: number | null, data: string | null]>(this.#written(wanted))
      .catch((error: unknown) => {
        if (isTooLargeToWrite(error)) return null
        throw error
      })
    if (!rows || rows.some(([, bytes, data]) => bytes !== null && data === null)) return null
    const found: Found[] = wanted.map(() => ({ data: null, bytes: 0 }))
    for (const [n, bytes, data] of rows)
      if (data !== null) found[n - 1] = { data: JSON.parse(data), bytes: bytes ?? 0 }
    return found
  }

  #written(wanted: readonly Wanted[]): Written {
    const most = Math.min(...wanted.map(({ most }) => most))
    const keys = wanted.map(({ key }) => key)
    const viewers = wanted.map(({ viewer }) => viewer)
    return { text: this.#text, values: [most, ...this.#values, keys, viewers] }
  }
}

/** PostgreSQL gives up text of a gigabyte, as JSON of few bytes in the table may become. */
const isTooLargeToWrite = (error: unknown): boolean =>
  /invalid memory alloc request size|enlarge string buffer|total size of jsonb/.test(String(error))
