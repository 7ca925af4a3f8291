import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ExecutionResult, OperationTypeNode } from 'graphql'
import type { StatementObserver } from '../../platform/db/observeStatements.ts'
import type { RequestScope } from '../requestScope.ts'

/** What is told of an operation: never its document, its variables or its answer. */
export interface Operation {
  type: OperationTypeNode
  /** Chosen by the client, if there is one. */
  name: string | undefined
}

/** Whoever measures or traces the server at work. What is to be done is done once, and answers as it does. */
export interface Observer {
  request: (
    request: IncomingMessage,
    response: ServerResponse,
    scope: RequestScope,
    handle: () => void,
  ) => void
  /** From the first resolver to the result, which of a subscription is a stream. */
  operation: <Result>(operation: Operation, execute: () => Result) => Result
  /** The stream of a subscription. */
  results: <Result>(results: AsyncIterableIterator<Result>) => AsyncIterableIterator<Result>
  statement: StatementObserver
  /** A client was cut off that takes nothing of what waits for it. */
  cutOff: (transport: 'http' | 'websocket') => void
  /** So many bytes of a file have come and are kept. */
  uploaded: (bytes: number) => void
}

/** Two as one, of which the first is the outer one. */
export const together = (outer: Observer, inner: Observer): Observer => ({
  request: (request, response, scope, handle) =>
    outer.request(request, response, scope, () => inner.request(request, response, scope, handle)),
  operation: (operation, execute) => outer.operation(operation, () => inner.operation(operation, execute)),
  results: (results) => outer.results(inner.results(results)),
  statement: (text, run) => outer.statement(text, () => inner.statement(text, run)),
  cutOff: (transport) => {
    outer.cutOff(transport)
    inner.cutOff(transport)
  },
  uploaded: (bytes) => {
    outer.uploaded(bytes)
    inner.uploaded(bytes)
  },
})

/** Whether what an operation came to is a result with errors, and not one without or a stream. */
export const hasErrors = (result: unknown): boolean => Boolean((result as ExecutionResult).errors?.length)
