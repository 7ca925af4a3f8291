import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendNodeResponse } from '@whatwg-node/server'
import type { Logger } from '../platform/logger.ts'
import { authenticate, unauthenticated } from './authenticate.ts'
import { readBody } from './body.ts'
import type { EventStreams } from './eventStreams.ts'
import type { RequestScope } from './requestScope.ts'
import { sendError } from './sendError.ts'
import type { Pipeline } from './yoga.ts'

export interface GraphQLOptions {
  pipeline: Pipeline
  introspection: boolean
  secret: Uint8Array
  logger: Logger
  streams: EventStreams
}

/** GraphQL over HTTP: who asks is settled before a byte of the body is read, and decides how much of it is. */
export function createGraphQLHandler(options: GraphQLOptions) {
  const { pipeline, streams } = options
  return async (request: IncomingMessage, response: ServerResponse, scope: RequestScope) => {
    try {
      scope.claims = await authenticate(request, options.secret)
      if (!scope.claims && !options.introspection) throw unauthenticated()
      const answer = await pipeline.handleRequest(await toFetchRequest(request, scope), { scope })
      if (isEventStream(answer) && scope.claims) streams.add(response, scope.claims.expiresAt)
      await sendNodeResponse(answer, response, request, true)
    } catch (error) {
      sendError(error, request, response, scope, options.logger)
    }
  }

  async function toFetchRequest(request: IncomingMessage, { claims }: RequestScope) {
    const { method = 'GET', headers } = request
    const isBodiless = method === 'GET' || method === 'HEAD'
    return new pipeline.fetchAPI.Request(`http://localhost${request.url}`, {
      method,
      headers: headers as Record<string, string>,
      ...(isBodiless ? {} : { body: await readBody(request, claims !== null) }),
    })
  }
}

const isEventStream = ({ headers }: Response) => headers.get('content-type') === 'text/event-stream'
