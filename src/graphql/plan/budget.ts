import { GraphQLError } from 'graphql'
import { MAX_ANSWER } from '../answerLimit.ts'

/** Parts of messages may name files over and over, which no cost foresees. */
const MAX_LOADS = 10_000

/** What may still be read for one answer, by all of its statements together. */
export class Budget {
  #bytes: number
  #loads = MAX_LOADS
  #running = 0
  #tooMany: GraphQLError | undefined

  constructor(bytes: number) {
    this.#bytes = bytes
  }

  /** Counts the load of an object by its key; QUERY_TOO_COMPLEX when there were too many. */
  load(): void {
    if (--this.#loads >= 0) return
    // Once, since to make an error takes long.
    this.#tooMany ??= new GraphQLError(
      `The operation reads more than ${MAX_LOADS.toLocaleString('en')} objects one by one.`,
      { extensions: { code: 'QUERY_TOO_COMPLEX' } },
    )
    throw this.#tooMany
  }

  /** Runs a statement, given how many bytes it may answer with; it tells how many it did. Those at work share the rest. */
  async read<Result extends { bytes: number }>(run: (most: number) => Promise<Result>): Promise<Result> {
    this.#running++
    try {
      const result = await run(Math.floor(this.#bytes / this.#running))
      this.#bytes -= result.bytes
      return result
    } finally {
      this.#running--
    }
  }
}

const budgets = new WeakMap<object, Budget>()

/** The budget of what stands for an answer. */
export function budgetOf(answer: object): Budget {
  const budget = budgets.get(answer) ?? new Budget(MAX_ANSWER)
  budgets.set(answer, budget)
  return budget
}

/** Lets fewer bytes be read for it, before anything is; what would be more fails with TooLarge. */
export const limitBytes = (answer: object, bytes: number): void => void budgets.set(answer, new Budget(bytes))
