import { createSourceEventStream, type ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, mapAsyncIterator } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import { type Execution, execute } from '../graphql/execution/execute.ts'

/** The results of so many events of late are kept for those who are told of them a little later, in milliseconds. */
const MAX_RESULTS = 64
const SHARED_MS = 500
const results = new LRUCache<object, ExecutionResult | Promise<ExecutionResult>>({
  max: MAX_RESULTS,
  ttl: SHARED_MS,
  ttlAutopurge: true,
})

/** What an event comes to. One event is given only to those who select the same of it, with the same rights. */
function resultOf(args: Execution, event: object): ExecutionResult | Promise<ExecutionResult> {
  const shared = results.get(event)
  if (shared) return shared
  // A copy: what is still read for an answer is counted by its root.
  const result = execute({ ...args, rootValue: { ...event } })
  results.set(event, result)
  return result
}

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
