import { setImmediate } from 'node:timers/promises'

/** Queries and mutations at work, which a server that stops lets finish. */
export class OperationsInFlight {
  readonly #running = new Set<unknown>()

  add<Result>(result: Result): Result {
    this.#running.add(result)
    const remove = () => void this.#running.delete(result)
    Promise.resolve(result).then(remove, remove)
    return result
  }

  async finished(): Promise<void> {
    await Promise.allSettled(this.#running)
    // The answers are on their way when all that waits for them has run.
    await setImmediate()
  }
}
