import DataLoader from 'dataloader'
import { GraphQLError } from 'graphql'
import type { Sql } from '../../platform/db/sql.ts'
import { sqlStateOf } from '../../platform/db/sqlState.ts'
import type { Statements } from '../../platform/db/statements.ts'
import { MAX_ANSWER, TooLarge } from '../answerLimit.ts'
import type { Blank } from '../execution/written.ts'
import type { Budget } from './budget.ts'
import type { Root } from './declare.ts'
import { Gate } from './gate.ts'
import { type Found, ReadStatement, type RootColumn } from './readStatement.ts'

/** A compiled read: the columns that it has of its root, and the expression that it is, whose blanks are left to be filled in. */
export interface Reader {
  columns: readonly RootColumn[]
  sql: Sql
  blanks: readonly Blank[]
}

/** What is read: from which row, by the names of its columns, and on which answer's account. */
export interface Wanted {
  root: Partial<Root>
  budget: Budget
}

/** So many keys go into one statement. */
const MAX_KEYS = 100

/**
 * A statement that reads a selection for one key, or for many at once. Reads that start while others of the same statement
 * are at work, whoever asks, go together: for many at once PostgreSQL and its driver do little more than for one. Each
 * comes with its own viewer, by whose rights alone it is read.
 */
export class PreparedRead {
  /** What its text leaves to be filled in. */
  readonly blanks: Reader['blanks']
  readonly #statements: Statements
  readonly #statement: ReadStatement
  /** While one waits for the database, the answers of the other are on their way. */
  readonly #lanes = [this.#lane(), this.#lane()]

  constructor(statements: Statements, { sql: expression, blanks, columns }: Reader) {
    this.blanks = blanks
    this.#statements = statements
    this.#statement = new ReadStatement(columns, expression)
  }

  /** How many characters it takes to remember. */
  get length(): number {
    return this.#statement.length
  }

  /** The text of the statement for it. TooLarge where its answer may not have so much more. */
  async load(wanted: Wanted): Promise<string | null> {
    // All that one answer reads goes together.
    const box = await (this.#lanes[wanted.budget.number % this.#lanes.length] as Lane).load(wanted)
    const { text } = box
    box.text = null
    return text
  }

  #lane(): Lane {
    const gate = new Gate()
    const load = (wanted: readonly Wanted[]) => gate.pass(() => this.#readTogether(wanted))
    return new DataLoader(async (wanted) => (await load(wanted)).map(boxed), {
      // What is read is never kept: the next reader gets what is there by then.
      cache: false,
      maxBatchSize: MAX_KEYS,
      batchScheduleFn: (dispatch) => gate.enter(dispatch),
    })
  }

  /** No answer gets less because of what goes with it. */
  async #readTogether(wanted: readonly Wanted[]): Promise<Texts> {
    const budgets = new Set(wanted.map(({ budget }) => budget))
    const found = await this.#read(wanted, budgets)
    if (found) return found
    if (budgets.size === 1) return wanted.map(() => new TooLarge())
    const alone = new Map<Wanted, Texts[number]>()
    for (const answer of budgets) {
      const own = wanted.filter(({ budget }) => budget === answer)
      const read = await this.#readTogether(own).catch((error: Error) => own.map(() => error))
      own.forEach((one, index) => void alone.set(one, read[index] ?? null))
    }
    return wanted.map((one) => alone.get(one) ?? null)
  }

  /** Null where it is too much together. */
  async #read(wanted: readonly Wanted[], budgets: ReadonlySet<Budget>): Promise<Texts | null> {
    const shares = new Map([...budgets].map((budget) => [budget, budget.begin()]))
    const taken = new Map<Budget, number>()
    try {
      const most = Math.min(
        MAX_ANSWER,
        [...shares.values()].reduce((sum, share) => sum + share, 0),
      )
      const statement = this.#statement.of(
        wanted.map(({ root }) => root),
        most,
      )
      const rows = await this.#statements.rows<Found>(statement).catch((error: unknown) => {
        if (isTooLargeToWrite(error) || (isTooSlow(error) && budgets.size > 1)) return null
        throw isTooSlow(error) ? tooSlow() : error
      })
      if (!rows || rows.some(([, bytes, data]) => bytes !== null && data === null)) return null
      const texts = new Map(rows.map(([n, , data]) => [n, data]))
      for (const [n, bytes] of rows) {
        const { budget } = wanted[n - 1] as Wanted
        taken.set(budget, (taken.get(budget) ?? 0) + (bytes ?? 0))
      }
      return wanted.map(({ budget }, index) => {
        if ((taken.get(budget) ?? 0) > (shares.get(budget) ?? 0)) return new TooLarge()
        return texts.get(index + 1) ?? null
      })
    } finally {
      for (const budget of budgets) budget.end(taken.get(budget) ?? 0)
    }
  }
}

type Lane = DataLoader<Wanted, Box>

/** What a text is taken out of: a DataLoader holds on to all that it loaded last. */
interface Box {
  text: string | null
}

const boxed = (text: Texts[number]): Box | Error => (text instanceof Error ? text : { text })

/** The text of each of those wanted, or why it has none. */
type Texts = (string | null | Error)[]

/** PostgreSQL gives up text of a gigabyte, as JSON of few bytes in the table may become, and a stack or memory that ends. */
const isTooLargeToWrite = (error: unknown): boolean =>
  /^(54...|53200)$/.test(sqlStateOf(error) ?? '') || /invalid memory alloc request size/.test(String(error))

const isTooSlow = (error: unknown): boolean =>
  /canceling statement due to statement timeout/.test(String(error))

const tooSlow = () =>
  new GraphQLError('What is selected takes too long to read. Ask for fewer at a time.', {
    extensions: { code: 'QUERY_TOO_COMPLEX' },
  })
