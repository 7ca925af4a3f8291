import { soon } from '../../platform/soon.ts'

/** With more of them health checks take longer when an overload begins, with fewer what is let in (`bench/overload.mjs`). */
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
