import { soon } from '../../platform/soon.ts'

/** Few enough that they, and the requests that were read beside them, hold up others for some 10 ms, mostly less. */
const PER_TURN = 32

/**
 * Lets so many through in one turn of the event loop; the rest have the next turns, in the order in which they came. So all
 * else, health checks too, comes in between, however many come at once.
 */
export class Turnstile {
  readonly #waiting: (() => void)[] = []
  #passed = 0
  readonly #turn = soon(() => {
    const next = this.#waiting.splice(0, PER_TURN)
    this.#passed = next.length
    if (next.length) this.#turn()
    for (const go of next) go()
  })

  /** Nothing where there is nothing to wait for. */
  pass(): Promise<void> | undefined {
    if (this.#passed === PER_TURN) return new Promise((go) => this.#waiting.push(go))
    this.#passed++
    this.#turn()
    return undefined
  }
}
