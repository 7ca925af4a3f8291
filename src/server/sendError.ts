import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'
import type { Logger } from '../platform/logger.ts'
import { clientResult } from './errors.ts'
import { overloaded } from './limits/load.ts'
import type { RequestScope } from './requestScope.ts'

/** Answers a request that never came to be an operation, in the form that a GraphQL client reads. */
export function sendError(
  thrown: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  { requestId }: RequestScope,
  logger: Logger,
) {
  // The client has gone: an aborted body ends up here too, and is nobody's fault.
  if (response.destroyed || response.headersSent) return response.destroy()
  takeTheRest(request)
  const error =
    thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: thrown as Error })
  const { errors = [] } = clientResult({ errors: [error] }, requestId, (err) =>
    logger.error({ err, requestId }, 'unforeseen'),
  )
  const http = errors[0]?.extensions.http
  send(request, response, http, errors.map(withoutHttp))
}

/** The same before anything else is done, with all headers at once and without the cost of an error: many come at once. */
export function sendOverloaded(
  request: IncomingMessage,
  response: ServerResponse,
  { requestId }: RequestScope,
  headers: Record<string, string>,
): void {
  takeTheRest(request)
  const { code, http } = overload.extensions
  response.writeHead(503, {
    ...headers,
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-type': contentType(request),
    ...http?.headers,
  })
  response.end(JSON.stringify({ errors: [{ message: overload.message, extensions: { code, requestId } }] }))
}

const overload = overloaded()

function send(
  request: IncomingMessage,
  response: ServerResponse,
  http: GraphQLErrorExtensions['http'],
  errors: object[],
): void {
  response.writeHead(http?.status ?? 500, { 'content-type': contentType(request), ...http?.headers })
  response.end(JSON.stringify({ errors }))
}

const contentType = ({ headers }: IncomingMessage): string =>
  headers.accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8'

/** For how long a client whose body was refused may go on sending it. */
const REST_MS = 5_000

/** Takes what is left of a body that was refused half-way: the next request comes after it, if any does. */
function takeTheRest(request: IncomingMessage): void {
  if (request.complete) return
  // Most bodies have come with their head, and are there by then.
  setImmediate(() => {
    if (request.complete) return
    const impatient = setTimeout(() => {
      if (!request.complete) request.socket.destroy()
    }, REST_MS).unref()
    request.once('close', () => clearTimeout(impatient)).resume()
  })
}

function withoutHttp(error: GraphQLError) {
  const { http, ...extensions } = error.extensions
  return { message: error.message, extensions }
}
