import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { PrismaClient } from '../platform/db/generated/client.ts'
import { wantsPage } from './graphiql.ts'
import { createGraphQLHandler, type GraphQLOptions } from './graphql.ts'
import { sendLive, sendReady } from './health.ts'
import { logRequest } from './requestLog.ts'
import { openRequestScope, type RequestScope } from './requestScope.ts'
import { sendError } from './sendError.ts'

interface HttpOptions extends GraphQLOptions {
  prisma: PrismaClient
  /** Null where the page is switched off. */
  sendGraphiQL: ((response: ServerResponse) => Promise<void>) | null
}

/** Every path that the server answers. */
export function createRequestListener(options: HttpOptions): RequestListener {
  const { logger, prisma, sendGraphiQL } = options
  const sendGraphQL = createGraphQLHandler(options)

  async function route(request: IncomingMessage, response: ServerResponse, scope: RequestScope) {
    if (scope.path === '/graphql') {
      return sendGraphiQL && wantsPage(request)
        ? sendGraphiQL(response)
        : sendGraphQL(request, response, scope)
    }
    if (scope.path === '/health/live') return sendLive(response)
    if (scope.path === '/health/ready') return sendReady(response, prisma)
    if (scope.path === '/' && sendGraphiQL) return response.writeHead(302, { location: '/graphql' }).end()
    return response.writeHead(404).end()
  }

  return (request, response) => {
    const scope = openRequestScope(request)
    response.setHeader('x-request-id', scope.requestId)
    response.setHeader('x-content-type-options', 'nosniff')
    logRequest(logger, request, response, scope)
    route(request, response, scope).catch((error) => sendError(error, request, response, scope, logger))
  }
}
