import { setImmediate } from 'node:timers/promises'
import DataLoader from 'dataloader'
import { GraphQLError } from 'graphql'
import type { Sql } from '../../platform/db/sql.ts'
import { sqlStateOf } from '../../platform/db/sqlState.ts'
import type { Query, Statements } from '../../platform/db/statements.ts'
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
/** Of what is read together, so many characters, and those of one more, are answered in one turn of the event loop. */
const MAX_IN_TURN = 128 * 1024

/**
 * A statement that reads a selection for one key, or for many at once. Reads that start while others of the same statement
 * are at work, whoever asks, go together: for many at once PostgreSQL and its driver do little more than for one. Each
 * comes with its own viewer, by whose rights alone it is read.
 */
export class PreparedRead {
  /** What its text leaves to be filled in. */
  readonly blanks: Reader['blanks']
  readonly #query: Query
  readonly #statement: ReadStatement
  /** While one waits for the database, the answers of the other are on their way. */
  readonly #lanes = [this.#lane(), this.#lane()]

  constructor(statements: Statements, { sql: expression, blanks, columns }: Reader) {
    this.blanks = blanks
    this.#query = (statement) => statements.rows(statement)
    this.#statement = new ReadStatement(columns, expression)
  }

  /** How many characters it takes to remember. */
  get length(): number {
    return this.#statement.length
  }

  /**
   * The text of the statement for it. TooLarge where its answer may not have so much more. With a `query` to send it by,
   * it is sent at once, and alone.
   */
  load(wanted: Wanted, query?: Query): Promise<string | null> {
    if (query) return this.#readTogether([wanted], query).then(([loaded]) => takeOut(loaded as Loaded))
    // All that one answer reads goes together.
    const lane = this.#lanes[wanted.budget.number % this.#lanes.length] as Lane
    return lane.load(wanted).then((box) => (box.turn ? box.turn.then(() => takeOut(box)) : takeOut(box)))
  }

  #lane(): Lane {
    const gate = new Gate()
    return new DataLoader((wanted) => gate.pass(() => this.#readTogether(wanted)).then(inTurns), {
      // What is read is never kept: the next reader gets what is there by then.
      cache: false,
      maxBatchSize: MAX_KEYS,
      batchScheduleFn: (dispatch) => gate.enter(dispatch),
    })
  }

  /** No answer gets less because of what goes with it. */
  async #readTogether(wanted: readonly Wanted[], query = this.#query): Promise<Loaded[]> {
    const shares = sharesOf(wanted)
    const found = await this.#read(wanted, shares, query)
    if (found) return found
    if (shares.size === 1) return wanted.map(() => new TooLarge())
    const alone = new Map<Wanted, Loaded>()
    for (const answer of shares.keys()) {
      const own = wanted.filter(({ budget }) => budget === answer)
      const read = await this.#readTogether(own).catch((error: Error) => own.map(() => error))
      own.forEach((one, index) => void alone.set(one, read[index] as Loaded))
    }
    return wanted.map((one) => alone.get(one) as Loaded)
  }

  /** Null where it is too much together. */
  async #read(wanted: readonly Wanted[], shares: Shares, query: Query): Promise<Loaded[] | null> {
    let most = 0
    for (const [budget, share] of shares) {
      share.bytes = budget.begin()
      most += share.bytes
    }
    const shareOf = (index: number) => shares.get((wanted[index] as Wanted).budget) as Share
    try {
      const roots = wanted.map(({ root }) => root)
      const rows = await query<Found>(this.#statement.of(roots, Math.min(MAX_ANSWER, most)))
      const texts: (string | null)[] = []
      for (const [text, n = 1] of rows) {
        if (text === null) return null
        texts[n - 1] = text || null
        shareOf(n - 1).taken += text.length
      }
      return texts.map((text, index) => {
        const { taken, bytes } = shareOf(index)
        return taken > bytes ? new TooLarge() : { text }
      })
    } catch (error) {
      if (isTooLargeToWrite(error) || (isTooSlow(error) && shares.size > 1)) return null
      throw isTooSlow(error) ? tooSlow() : error
    } finally {
      for (const [budget, { taken }] of shares) budget.end(taken)
    }
  }
}

type Lane = DataLoader<Wanted, Box>

/** What a text is taken out of: a DataLoader holds on to all that it loaded last. */
interface Box {
  text: string | null
  /** When it may be. */
  turn?: Promise<void>
}

/** Where they are long: others, health checks too, shall not wait for the answers of a hundred readers. */
function inTurns(loaded: Loaded[]): Loaded[] {
  let turn: Promise<void> | undefined
  let length = 0
  for (const box of loaded) {
    if (box instanceof Error) continue
    if (length > MAX_IN_TURN) {
      turn = turn ? turn.then(() => setImmediate()) : setImmediate()
      length = 0
    }
    length += box.text?.length ?? 0
    if (turn) box.turn = turn
  }
  return loaded
}

function takeOut(box: Loaded): string | null {
  if (box instanceof Error) throw box
  const { text } = box
  box.text = null
  return text
}

/** What there is of one that is wanted, or why there is nothing. */
type Loaded = Box | Error

/** Of what is read together, how many bytes an answer may get, and how many it took, a character counted as one. */
interface Share {
  bytes: number
  taken: number
}

type Shares = Map<Budget, Share>

const sharesOf = (wanted: readonly Wanted[]): Shares =>
  new Map(wanted.map(({ budget }) => [budget, { bytes: 0, taken: 0 }]))

/** PostgreSQL gives up text of a gigabyte, as JSON of few bytes in the table may become, and a stack or memory that ends. */
const isTooLargeToWrite = (error: unknown): boolean =>
  /^(54...|53200)$/.test(sqlStateOf(error) ?? '') || /invalid memory alloc request size/.test(String(error))

const isTooSlow = (error: unknown): boolean =>
  /canceling statement due to statement timeout/.test(String(error))

const tooSlow = () =>
  new GraphQLError('What is selected takes too long to read. Ask for fewer at a time.', {
    extensions: { code: 'QUERY_TOO_COMPLEX' },
  })
