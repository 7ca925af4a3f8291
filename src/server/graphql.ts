import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendNodeResponse } from '@whatwg-node/server'
import type { Logger } from '../platform/logger.ts'
import { authenticate, unauthenticated } from './authenticate.ts'
import { readBody } from './body.ts'
import type { RequestScope } from './requestScope.ts'
import { sendError } from './sendError.ts'
import type { Pipeline } from './yoga.ts'

export interface GraphQLOptions {
  pipeline: Pipeline
  introspection: boolean
  secret: Uint8Array
  logger: Logger
}

/** GraphQL over HTTP: who asks is settled before a byte of the body is read, and decides how much of it is. */
export function createGraphQLHandler(options: GraphQLOptions) {
  const { pipeline } = options
  return async (request: IncomingMessage, response: ServerResponse, scope: RequestScope) => {
    try {
      scope.claims = await authenticate(request, options.secret)
      if (!scope.claims && !options.introspection) throw unauthenticated()
      const answer = await pipeline.handleRequest(await toFetchRequest(request, scope), { scope })
      endWithToken(response, scope)
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

/** An answer that goes on, as a stream of events does, ends no later than the token of whoever gets it. */
function endWithToken(response: ServerResponse, { claims }: RequestScope): void {
  if (!claims) return
  const left = Math.min(claims.expiresAt - Date.now(), MAX_TIMER)
  const expiry = setTimeout(() => response.destroy(), left).unref()
  response.once('close', () => clearTimeout(expiry))
}

const MAX_TIMER = 2 ** 31 - 1
