/** So long others wait for what is at work to end, in milliseconds: what somebody else reads may take long. */
const MAX_WAIT = 4

/** Lets batches of the same statement through: those who come while it is busy wait a little, and then go together. */
export class Gate {
  #running = 0
  readonly #waiting = new Set<() => void>()

  /** Calls `dispatch` when it is its turn, never at once: whoever else is about to ask comes along. */
  enter(dispatch: () => void): void {
    if (this.#running === 0) {
      setImmediate(dispatch)
      return
    }
    const go = () => {
      clearTimeout(timer)
      this.#waiting.delete(go)
      dispatch()
    }
    const timer = setTimeout(go, MAX_WAIT)
    this.#waiting.add(go)
  }

  async pass<Result>(run: () => Promise<Result>): Promise<Result> {
    this.#running++
    try {
      return await run()
    } finally {
      this.#running--
      const [next] = this.#waiting
      next?.()
    }
  }
}
