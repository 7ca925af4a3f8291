import { createSourceEventStream, type ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, mapAsyncIterator } from 'graphql-yoga'
import { type Execution, execute } from '../graphql/execution/execute.ts'
import { Lately } from '../graphql/lately.ts'

/** Each takes up to three times its length: as it was read, with its blanks filled in, and as the JSON of the whole. */
const MAX_RESULTS = 64

const results = new Lately<object, ExecutionResult>(MAX_RESULTS, ({ data }) => data)

/** What an event comes to. One event is given only to those who select the same of it, with the same rights. */
const resultOf = (args: Execution, event: object): ExecutionResult | Promise<ExecutionResult> =>
  // A copy: what is still read for an answer is counted by its root.
  results.get(event, () => execute({ ...args, rootValue: { ...event } }))

/** What breaks a subscription off is its last result: thrown, it would reach the client unmasked, or not at all. */
export async function subscribe(args: Execution) {
  const events = await createSourceEventStream(args)
  if (!isAsyncIterable(events)) return events
  return mapAsyncIterator(
    events,
    (event: unknown) => resultOf(args, event as object),
    (error: Error): ExecutionResult => ({
      errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error })],
    }),
  )
}
