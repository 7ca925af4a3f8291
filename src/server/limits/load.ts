import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { GraphQLError } from 'graphql'

/** So many operations are at work at a time, those that wait for a lock or the database among them. */
const MAX_AT_WORK = 1_000
/** So many are let in however late the process is: a burst after a pause is no overload. */
const ALWAYS = 48
/** The mean by which timers are late, in milliseconds, that only a process at its end has. */
const MAX_DELAY = 200
const LOOK_MS = 500
const RESOLUTION_MS = 20

/** Tells when more is asked than can be served: too many operations are at work, or the event loop is late. */
export class Load implements Disposable {
  #atWork = 0
  #delay = 0
  readonly #histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  readonly #look: NodeJS.Timeout

  constructor() {
    this.#histogram.enable()
    this.#look = setInterval(() => {
      this.#delay = this.#histogram.count ? this.#histogram.mean / 1e6 - RESOLUTION_MS : 0
      this.#histogram.reset()
    }, LOOK_MS).unref()
  }

  get isTooMuch(): boolean {
    return this.#atWork >= MAX_AT_WORK || (this.#atWork >= ALWAYS && this.#delay > MAX_DELAY)
  }

  /** Does an operation and counts it as long as it is at work; SERVICE_UNAVAILABLE where it would be too much. */
  async run<Result>(work: () => Result): Promise<Awaited<Result>> {
    if (this.isTooMuch) throw overloaded()
    this.#atWork++
    try {
      return await work()
    } finally {
      this.#atWork--
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#look)
    this.#histogram.disable()
  }
}

export const overloaded = (): GraphQLError =>
  new GraphQLError('The server has too much to do. Try again.', {
    extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '1' } } },
  })
