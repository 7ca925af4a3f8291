import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  subscribe,
} from 'graphql'
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga'
import type { Logger } from '../platform/logger.ts'
import { unauthenticated } from './authenticate.ts'
import { clientResult } from './errors.ts'
import { isIntrospection } from './introspection.ts'
import type { RequestScope } from './requestScope.ts'

export interface ServerContext {
  scope: RequestScope
}

type ServerPlugin = Plugin<ServerContext, ServerContext>

const admit = ({ args }: { args: ExecutionArgs }) => {
  const { scope } = args.contextValue as ServerContext
  scope.operationName = getOperationAST(args.document, args.operationName)?.name?.value
  if (!scope.claims && !isIntrospection(args.document, args.operationName)) throw unauthenticated()
}

/** Lets no operation run for nobody, but for those that ask about the schema alone. */
export const admission: ServerPlugin = { onExecute: admit, onSubscribe: admit }

/** Variables in a URL or a form are JSON of their own, which Yoga reads unguarded. */
export const parameters: ServerPlugin = {
  onRequestParse({ requestParser, setRequestParser }) {
    if (!requestParser) return
    setRequestParser(async (request) => {
      try {
        return await requestParser(request)
      } catch (error) {
        if (error instanceof SyntaxError) throw badRequest('"variables" and "extensions" must be JSON.')
        throw error
      }
    })
  },
}

const badRequest = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })

/** As graphql itself executes: Yoga takes whatever has a `then` for a promise, and so JSON that a client stored. */
export const execution: ServerPlugin = {
  onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribeToTheEnd),
}

/** What breaks a subscription off is its last result: thrown, it would reach the client unmasked, or not at all. */
async function subscribeToTheEnd(args: ExecutionArgs) {
  const results = await subscribe(args)
  if (!isAsyncIterable(results)) return results
  return mapAsyncIterator(
    results,
    (result: ExecutionResult) => result,
    (error: Error): ExecutionResult => ({
      errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error })],
    }),
  )
}

export const withoutIntrospection: ServerPlugin = {
  onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule),
}

/** Brings every error, wherever it arose, into the form that clients are promised. */
export const answerErrors = (logger: Logger): ServerPlugin => ({
  onResultProcess({ result, setResult, serverContext: { scope } }) {
    if (Array.isArray(result)) return
    const { requestId, operationName } = scope
    const report = (err: unknown) => logger.error({ err, requestId, operationName }, 'unforeseen')
    setResult(
      isAsyncIterable(result)
        ? mapAsyncIterator(result, (event) => clientResult(event, requestId, report))
        : clientResult(result, requestId, report),
    )
  },
})
