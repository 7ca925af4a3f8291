import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  validate,
} from 'graphql'
import { type GraphQLParams, isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga'
import { execute } from '../graphql/execution/execute.ts'
import type { Logger } from '../platform/logger.ts'
import { unauthenticated } from './authenticate.ts'
import { clientResult } from './errors.ts'
import { isIntrospection } from './introspection.ts'
import { isMultipart, readMultipart } from './multipart.ts'
import type { RequestScope } from './requestScope.ts'
import { subscribe } from './subscribe.ts'

export interface ServerContext {
  scope: RequestScope
}

/** The same within the pipeline. */
export interface OperationContext extends ServerContext {
  params: Pick<GraphQLParams, 'operationName' | 'variables'>
  /** Once it was parsed and found to be within the limits. */
  document?: DocumentNode
}

export type ServerPlugin = Plugin<OperationContext, ServerContext>

/** A name that a log need not show in full is none that anybody reads. */
const MAX_NAME = 128

const admit = ({ args }: { args: ExecutionArgs }) => {
  const { scope } = args.contextValue as ServerContext
  scope.operationName = getOperationAST(args.document, args.operationName)?.name?.value.slice(0, MAX_NAME)
  if (!scope.claims && !isIntrospection(args.document, args.operationName)) throw unauthenticated()
}

/** Lets no operation run for nobody, but for those that ask about the schema alone. */
export const admission: ServerPlugin = { onExecute: admit, onSubscribe: admit }

/** Variables in a URL or a form are JSON of their own, and forms have files: Yoga reads both unguarded. */
export const parameters: ServerPlugin = {
  onRequestParse({ request, requestParser, setRequestParser }) {
    if (isMultipart(request.headers.get('content-type'))) return setRequestParser(readMultipart)
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

export const execution = (hideSuggestions: boolean): ServerPlugin => ({
  onExecute: ({ setExecuteFn }) => setExecuteFn((args) => execute({ ...args, hideSuggestions })),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn((args) => subscribe({ ...args, hideSuggestions })),
})

/** Neither the schema, nor names of it to whoever guesses at others. */
export const withoutIntrospection: ServerPlugin = {
  onValidate({ addValidationRule, setValidationFn }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
    setValidationFn((schema, document, rules) => validate(schema, document, rules, { hideSuggestions: true }))
  },
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
