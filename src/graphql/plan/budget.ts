import { GraphQLError } from 'graphql'
import { MAX_ANSWER } from '../answerLimit.ts'

/** Parts of messages may name files over and over, which no cost foresees. */
const MAX_LOADS = 10_000

/** What may still be read for one answer, by all of its statements together. */
export class Budget {
  static #last = 0
  /** Another for each. */
  readonly number = ++Budget.#last
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

  /** Begins a statement, and says how many bytes it may answer with. Those at work share the rest. */
  begin(): number {
    this.#running++
    return Math.floor(Math.max(this.#bytes, 0) / this.#running)
  }

  /** Ends it, after so much of the answer, a character counted as a byte. */
  end(bytes: number): void {
    this.#running--
    this.#bytes -= bytes
  }
}

const budgets = new WeakMap<object, Budget>()

/** The budget of what stands for an answer. */
export function budgetOf(answer: object): Budget {
  let budget = budgets.get(answer)
  if (!budget) {
    budget = new Budget(MAX_ANSWER)
    budgets.set(answer, budget)
  }
  return budget
}

/** Lets fewer bytes be read for it, before anything is; what would be more fails with TooLarge. */
export const limitBytes = (answer: object, bytes: number): void => void budgets.set(answer, new Budget(bytes))
