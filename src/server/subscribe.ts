import { createSourceEventStream, type ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, mapAsyncIterator } from 'graphql-yoga'
import { type Execution, execute } from '../graphql/execution/execute.ts'
import { Lately } from '../graphql/lately.ts'
import type { Results } from './operation.ts'

/** Each takes up to three times its length: as it was read, with its blanks filled in, and as the JSON of the whole. */
const MAX_RESULTS = 64

const results = new Lately<object, ExecutionResult>(MAX_RESULTS, ({ data }) => data)

/** What an event comes to. One event is given only to those who select the same of it, with the same rights. */
const resultOf = (args: Execution, event: object): ExecutionResult | Promise<ExecutionResult> =>
  // A copy: what is still read for an answer is counted by its root.
  results.get(event, () => execute({ ...args, rootValue: { ...event } }))

function* resultsOf(args: Execution, events: object[]): Results {
  for (const event of events) yield resultOf(args, event)
}

/** What breaks a subscription off is its last result: thrown, it would reach the client unmasked, or not at all. */
export async function subscribe(args: Execution) {
  const events = await createSourceEventStream(args)
  if (!isAsyncIterable(events)) return events
  return mapAsyncIterator(
    events,
    (together: unknown) => resultsOf(args, together as object[]),
    (error: Error): Results => [
      { errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error })] },
    ],
  )
}

/** For whoever takes one at a time. */
export function oneByOne(results: AsyncIterableIterator<Results>): AsyncIterableIterator<ExecutionResult> {
  const each = eachOf(results)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => each.next(),
    // It may be waiting for something that never happens.
    async return() {
      await results.return?.()
      return each.return()
    },
  }
}

async function* eachOf(results: AsyncIterable<Results>): AsyncGenerator<ExecutionResult, void, void> {
  for await (const together of results) yield* together
}
