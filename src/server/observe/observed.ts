import { type ExecutionArgs, getOperationAST, OperationTypeNode } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import type { ServerPlugin } from '../plugins.ts'
import type { Observer, Operation } from './observer.ts'

/** Has every operation pass by an observer, whatever transport it came by. Stands after what sets how they run. */
export const observed = (observer: Observer): ServerPlugin => ({
  onExecute: ({ executeFn, setExecuteFn }) =>
    setExecuteFn((args) => observer.operation(operationOf(args), () => executeFn(args))),
  onSubscribe: ({ subscribeFn, setSubscribeFn }) =>
    setSubscribeFn(async (args) => {
      const results = await observer.operation(operationOf(args), () => subscribeFn(args))
      return isAsyncIterable(results) ? observer.results(results as AsyncIterableIterator<unknown>) : results
    }),
})

function operationOf({ document, operationName }: ExecutionArgs): Operation {
  const operation = getOperationAST(document, operationName)
  return { type: operation?.operation ?? OperationTypeNode.QUERY, name: operation?.name?.value }
}
