import { GraphQLError } from 'graphql'
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga'
import type { Logger } from '../platform/logger.ts'
import { clientResult } from './errors.ts'
import { isMultipart, readMultipart } from './multipart.ts'
import type { Params } from './operation.ts'
import type { Operations } from './operations.ts'
import type { RequestScope } from './requestScope.ts'
import { oneByOne } from './subscribe.ts'

export interface ServerContext {
  scope: RequestScope
}

type ServerPlugin = Plugin<object, ServerContext>

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

/** Has operations run as those do that come otherwise, once Yoga has found them in a request. */
export const execution = ({ prepare, execute, subscribe }: Operations): ServerPlugin => ({
  onParams({ setParamsHandler }) {
    setParamsHandler(async ({ request, params, context }) => {
      const { scope } = context as ServerContext
      const prepared = await prepare(scope, params as Params, request.method === 'GET')
      if (Array.isArray(prepared)) return { errors: prepared }
      if (prepared.operation.operation !== 'subscription') return execute(prepared)
      asEventStream(request)
      const results = await subscribe(prepared)
      return isAsyncIterable(results) ? oneByOne(results) : results
    })
  },
})

const takesEventStream = /text\/event-stream|text\/\*|\*\/\*/

/** Results that go on are an event stream or not to be had: to whoever takes anything Yoga would send a multipart body. */
function asEventStream({ headers }: Request): void {
  const isTaken = takesEventStream.test(headers.get('accept') || '*/*')
  headers.set('accept', isTaken ? 'text/event-stream' : 'application/json')
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
