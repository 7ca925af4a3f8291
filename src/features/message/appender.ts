import { sqlStateOf } from '../../platform/db/sqlState.ts'
import type { Refusal } from '../../platform/refusal.ts'
import { type Telling, transact } from '../../platform/session.ts'
import { soon } from '../../platform/soon.ts'
import { appendAll, type Claim, HELD, type Outcome } from './appendAll.ts'
import type { Append } from './appendBatch.ts'
import { AppendTurns, type Asked, type Line, type Turn } from './appendTurns.ts'

/** While one waits for the database, the answers of the other are on their way. */
const AT_ONCE = 2
const LOCK_NOT_AVAILABLE = '55P03'
/** How long somebody else may keep a conversation: as long as any other change would wait. */
const MAX_HELD_MS = 2_000

/**
 * Makes the appends of all requests: those that come while transactions are at work share the next one. A line is in one
 * transaction at a time, so that appends to a message are made in the order in which they came. A conversation that
 * somebody else has locked delays nothing else: the lines of its messages step aside, and wait there.
 */
export class Appender {
  readonly #session: Telling
  readonly #lines = new Map<string, Line>()
  readonly #next = new AppendTurns()
  readonly #held = new AppendTurns()
  #atWork = 0
  readonly #goOn = soon(() => {
    while (this.#atWork < AT_ONCE && !this.#next.isEmpty) this.#work()
    if (!this.#isWaiting && !this.#held.isEmpty) this.#wait()
  })
  #isWaiting = false

  constructor({ prisma, events }: Telling) {
    this.#session = { prisma, events }
  }

  /** Null when the append is made, or was made before, and durable; else why it is refused. */
  append(append: Append): Promise<Refusal | null> {
    return new Promise((answer, fail) => {
      const { viewerKey, messageKey } = append
      const asked = { append, since: Date.now(), answer, fail }
      const key = `${viewerKey} ${messageKey}`
      const line = this.#lines.get(key)
      if (line) return void line.asked.push(asked)
      const opened = { key, viewerKey, asked: [asked] }
      this.#lines.set(key, opened)
      this.#next.put(opened)
      this.#goOn()
    })
  }

  async #work(): Promise<void> {
    this.#atWork++
    await this.#make(this.#next.take(), (appends) => this.#transact(appends, 'FREE'))
    this.#atWork--
    this.#goOn()
  }

  async #wait(): Promise<void> {
    this.#isWaiting = true
    await this.#make(this.#held.take(), (appends) =>
      this.#transact(appends, 'ALL').catch((error) => {
        if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error
        // Those that are free by now wait no longer for those that are not.
        return this.#transact(appends, 'FREE')
      }),
    )
    this.#isWaiting = false
    this.#goOn()
  }

  #transact(appends: Append[], claim: Claim): Promise<Outcome[]> {
    return transact(this.#session, (work) => appendAll(work, appends, claim))
  }

  async #make(turns: Turn[], transaction: (appends: Append[]) => Promise<Outcome[]>): Promise<void> {
    const all = turns.flatMap(({ asked }) => asked)
    const held = new Set<Asked>()
    try {
      const outcomes = await transaction(all.map(({ append }) => append))
      for (const [index, asked] of all.entries()) {
        const outcome = outcomes[index] as Outcome
        if (outcome !== HELD) asked.answer(outcome)
        else if (Date.now() - asked.since < MAX_HELD_MS) held.add(asked)
        else asked.fail(heldTooLong())
      }
    } catch (error) {
      for (const { fail } of all) fail(error)
    }
    for (const { line, asked } of turns) {
      const rest = asked.filter((one) => held.has(one))
      line.asked.unshift(...rest)
      if (rest.length) this.#held.put(line)
      else if (line.asked.length) this.#next.put(line)
      else this.#lines.delete(line.key)
    }
  }
}

/** To a client the same as a database that does not answer. */
const heldTooLong = () =>
  Object.assign(new Error('Another transaction keeps the conversation locked.'), { code: 'ETIMEDOUT' })
