import { createSourceEventStream, type ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, mapAsyncIterator } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import { type Execution, execute } from '../graphql/execution/execute.ts'
import { lengthWithin } from '../graphql/execution/jsonLength.ts'
import { isPromise } from '../graphql/execution/promises.ts'

type Result = ReturnType<typeof execute>

/**
 * The results of so many events of late, of so many characters together or else the last one alone, are kept for those
 * who are told of them a little later, in milliseconds. Each takes up to three times its length: as it was read, with
 * its blanks filled in, and as the JSON of the whole.
 */
const MAX_RESULTS = 64
const MAX_LENGTH = 4 * 1024 * 1024
const SHARED_MS = 500
const results = new LRUCache<object, Result>({
  max: MAX_RESULTS,
  maxSize: MAX_LENGTH,
  ttl: SHARED_MS,
  ttlAutopurge: true,
})

/** What an event comes to. One event is given only to those who select the same of it, with the same rights. */
function resultOf(args: Execution, event: object): Result {
  const shared = results.get(event)
  if (shared) return shared
  // A copy: what is still read for an answer is counted by its root.
  const result = execute({ ...args, rootValue: { ...event } })
  keep(event, result)
  return result
}

function keep(event: object, result: Result): void {
  if (!isPromise(result)) {
    results.set(event, result, { size: lengthWithin(MAX_LENGTH, result.data) })
    return
  }
  results.set(event, result, { size: 1 })
  // How long it is shows when it is there.
  result.then(
    (done) => results.peek(event) === result && keep(event, done),
    () => {},
  )
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
