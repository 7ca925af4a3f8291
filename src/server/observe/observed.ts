import { isAsyncIterable } from 'graphql-yoga'
import type { PreparedOperation, Runner } from '../operation.ts'
import type { Observer, Operation } from './observer.ts'

/** Has every operation pass by an observer. */
export const observed = (observer: Observer, { execute, subscribe }: Runner): Runner => ({
  execute: (operation) => observer.operation(described(operation), () => execute(operation)),
  async subscribe(operation) {
    const results = await observer.operation(described(operation), () => subscribe(operation))
    return isAsyncIterable(results) ? observer.results(results) : results
  },
})

const described = ({ operation: { operation, name } }: PreparedOperation): Operation => ({
  type: operation,
  name: name?.value,
})
