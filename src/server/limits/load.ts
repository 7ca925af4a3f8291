import { performance } from 'node:perf_hooks'
import { GraphQLError } from 'graphql'
import { Turnstile } from './turnstile.ts'

/** So many operations are at work at a time, those that wait for a lock or the database among them. */
const MAX_AT_WORK = 1_000
/** So many are let in however long they take, unless yet more come all the time: a burst is no overload. */
const BURST = 64
/** So many are let in whatever comes. */
const LEAST = 4
/** For how long what is let in shall have to wait, at most, for what was before it. */
const MAX_WAIT_MS = 100
/** For how long a turn of the event loop shall last: whatever comes, health checks too, waits for one or two. */
const TURN_MS = 25
/** What takes longer did wait, rather than work. */
const SLOW_MS = 50
/** For so many turns whoever was refused is not heard, and no longer than a health check on its connection may wait. */
const REST_TURNS = 6
const MAX_REST_MS = 150
const LOOK_MS = 25
/** For so long it may be a burst that is being worked off; for half as long where the event loop does nothing but work. */
const BURST_MS = 60
/** Of its time. */
const BUSY = 0.9
/** After so long without anything amiss, an overload is over. */
const CALM_MS = 500

/**
 * Tells when more is asked than can be served. What is at work then is no more than was done, lately, in the time that
 * anything may wait, and no more than leaves the turns of the event loop short. What waits for a lock says nothing about
 * that, as long as the rest is done soon.
 */
export class Load implements Disposable {
  readonly #turnstile = new Turnstile()
  #atWork = 0
  #limit = MAX_AT_WORK
  /** For how long too much was asked; falls as time goes by in which it was not. */
  #heat = 0
  /** The least that was at work since the last look, and what was refused. */
  #least = 0
  #refused = 0
  /** What was done since then, and how much of that was slow. */
  #done = 0
  #slow = 0
  /** The same of the last looks, for one alone may see none of those who come in step, and the time that they had. */
  readonly #looks: { time: number; done: number; slow: number }[] = []
  #since = performance.now()
  #cpu = process.cpuUsage()
  #turns = turns()
  /** How long a turn of the event loop took of late, in milliseconds, without waiting for something to come. */
  #turn = 0
  #loop = performance.eventLoopUtilization()
  readonly #looking = setInterval(() => this.#look(), LOOK_MS).unref()

  /** Whether one more would be too much, and is to be refused. */
  refuses(): boolean {
    if (this.#atWork < this.#limit) return false
    this.#refused++
    return true
  }

  /**
   * For how long nothing is read of a connection on which one was refused, in milliseconds: else all that come again at once
   * are there in each turn, and it is they who make the turns long. The next thing on it, a health check too, waits for so long.
   */
  get restMs(): number {
    return Math.min(REST_TURNS * this.#turn, MAX_REST_MS)
  }

  /** Does an operation and counts it as long as it is at work; SERVICE_UNAVAILABLE where it would be too much. */
  async run<Result>(work: () => Result): Promise<Awaited<Result>> {
    if (this.refuses()) throw overloaded()
    const start = performance.now()
    this.#atWork++
    try {
      const turn = this.#turnstile.pass()
      if (turn) await turn
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
    const passed = performance.now() - this.#since
    const loop = performance.eventLoopUtilization(this.#loop)
    const turned = Math.max(turns() - this.#turns, 1)
    this.#turn = loop.active / turned
    this.#looks.push({ time: this.#ownPart(passed), done: this.#done, slow: this.#slow })
    if (this.#looks.length > MAX_WAIT_MS / LOOK_MS) this.#looks.shift()
    const isSaturated = this.#least >= BURST / 2 && this.#lately('slow') > this.#lately('done') / 2
    const pace = loop.utilization > BUSY ? 2 : 1
    const isStillTooMuch = this.#refused > 0 && this.#limit < MAX_AT_WORK
    // Where nothing is done there is nothing to learn.
    if (this.#done || !this.#atWork)
      this.#heat = clamp(this.#heat + (isSaturated || isStillTooMuch ? passed * pace : -passed), 0, CALM_MS)
    if (!this.#heat) this.#limit = MAX_AT_WORK
    else if (this.#heat > BURST_MS) this.#limit = this.#nextLimit(turned)
    this.#least = this.#atWork
    this.#done = 0
    this.#slow = 0
    this.#refused = 0
    this.#since = performance.now()
    this.#cpu = process.cpuUsage()
    this.#turns = turns()
    this.#loop = performance.eventLoopUtilization()
  }

  /**
   * Of the time that passed, that in which others did not keep the process from running. A look that comes late was at work
   * for as long as there was time of the processor, and held up for the rest.
   */
  #ownPart(passed: number): number {
    const { user, system } = process.cpuUsage(this.#cpu)
    return Math.min(passed, Math.max(LOOK_MS, (user + system) / 1000))
  }

  #lately(what: 'time' | 'done' | 'slow'): number {
    return this.#looks.reduce((sum, look) => sum + look[what], 0)
  }

  #nextLimit(turned: number): number {
    // The few that are at work may wait for one lock, all of them.
    const done = this.#done ? (this.#lately('done') * MAX_WAIT_MS) / this.#lately('time') : this.#limit
    const most = clamp(done, BURST, MAX_AT_WORK)
    // Refusing takes time too: where it is that which makes turns long, they are hardly shorter with less at work.
    const least = clamp(this.#refused / turned / 4, LEAST, most)
    // With nobody refused there may be few, who come again when they are answered.
    const change = this.#refused ? clamp(TURN_MS / this.#turn, 0.5, 1.1) : 1.1
    return clamp(Math.min(this.#limit, most) * change, least, most)
  }
}

/** How many turns the event loop has taken. */
const turns = () => performance.nodeTiming.uvMetricsInfo.loopCount

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

export const overloaded = (): GraphQLError =>
  new GraphQLError('The server has too much to do. Try again.', {
    extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '1' } } },
  })
