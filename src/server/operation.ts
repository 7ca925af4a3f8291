import type { ExecutionResult, OperationDefinitionNode } from 'graphql'
import type { Execution } from '../graphql/execution/execute.ts'
import type { RequestScope } from './requestScope.ts'

/** An operation as it was sent. */
export interface Params {
  query: string
  operationName?: string | null | undefined
  variables?: Record<string, unknown> | null | undefined
}

/** An operation that may run. */
export interface PreparedOperation extends Execution {
  readonly scope: RequestScope
  readonly operation: OperationDefinitionNode
}

/** The results of events that came together, each made when it is taken. */
export type Results = Iterable<ExecutionResult | Promise<ExecutionResult>>

/** Runs prepared operations. */
export interface Runner {
  execute: (operation: PreparedOperation) => ExecutionResult | Promise<ExecutionResult>
  /** A stream of results, or the one that there is to be no stream. */
  subscribe: (operation: PreparedOperation) => Promise<AsyncIterableIterator<Results> | ExecutionResult>
}
