import { GraphQLError } from 'graphql'

/** So many operations are at work at a time, those that wait for a lock or the database among them. */
const MAX_AT_WORK = 1_000
/** So many are let in however long they take: a burst is no overload. */
const ALWAYS = 48
/** For how long what is let in shall have to wait, at most, for what was before it. */
const MAX_WAIT_MS = 100
/** What takes longer did wait, rather than work. */
const SLOW_MS = 50
const LOOK_MS = 50
/** After so many looks that find nothing amiss, an overload is over. */
const CALM = 10

/**
 * Tells when more is asked than can be served. What is at work then is no more than was done, lately, in the time that
 * anything may wait. What waits for a lock says nothing about that, as long as the rest is done soon.
 */
export class Load implements Disposable {
  #atWork = 0
  #limit = MAX_AT_WORK
  /** Rises with each look that finds too much at work, and falls with each other one. */
  #heat = 0
  /** Since the last look: the least that was at work, how much was done, and how much of that was slow. */
  #least = 0
  #done = 0
  #slow = 0
  #since = performance.now()
  readonly #looking = setInterval(() => this.#look(), LOOK_MS).unref()

  /** Whether one more would be too much. */
  refuses(): boolean {
    return this.#atWork >= this.#limit
  }

  /** Does an operation and counts it as long as it is at work; SERVICE_UNAVAILABLE where it would be too much. */
  async run<Result>(work: () => Result): Promise<Awaited<Result>> {
    if (this.refuses()) throw overloaded()
    const start = performance.now()
    this.#atWork++
    try {
      return await work()
    } finally {
      this.#atWork--
      this.#least = Math.min(this.#least, this.#atWork)
      this.#done++
      if (performance.now() - start > SLOW_MS) this.#slow++
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looking)
  }

  #look(): void {
    // Where nothing is done there is nothing to learn.
    if (!this.#done && this.#atWork) return
    const now = performance.now()
    const isSaturated = this.#least >= ALWAYS / 2 && this.#slow > this.#done / 2
    this.#heat = Math.min(Math.max(this.#heat + (isSaturated ? 1 : -1), 0), CALM)
    const doneInTime = (this.#done * MAX_WAIT_MS) / (now - this.#since)
    // Not at the first look: it may be a burst that is being worked off.
    if (isSaturated && this.#heat > 1) this.#limit = Math.min(MAX_AT_WORK, Math.max(ALWAYS, doneInTime))
    if (!this.#heat) this.#limit = MAX_AT_WORK
    this.#least = this.#atWork
    this.#done = 0
    this.#slow = 0
    this.#since = now
  }
}

export const overloaded = (): GraphQLError =>
  new GraphQLError('The server has too much to do. Try again.', {
    extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '1' } } },
  })
