import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Resources } from '../platform/session.ts'
import { FolderStore } from '../platform/storage/folderStore.ts'
import { isPreflight, originHeaders, sendPreflight } from './cors.ts'
import { fileRoutes } from './files/fileRoutes.ts'
import { wantsPage } from './graphiql.ts'
import { createGraphQLHandler, type GraphQLOptions } from './graphql.ts'
import { type Readiness, sendLive } from './health.ts'
import { hasHost } from './host.ts'
import type { Rests } from './limits/rests.ts'
import type { Observer } from './observe/observer.ts'
import { watchPace } from './pace.ts'
import { logRequest } from './requestLog.ts'
import { openRequestScope, type RequestScope } from './requestScope.ts'
import { sendError, sendOverloaded } from './sendError.ts'

interface HttpOptions extends GraphQLOptions {
  resources: Resources
  /** The other sites whose pages may read answers. */
  corsOrigins: readonly string[]
  /** Null where the page is switched off. */
  sendGraphiQL: ((response: ServerResponse) => Promise<void>) | null
  observer: Observer | null
  readiness: Readiness
  rests: Rests
}

const FILE_PATH = /^\/(uploads|files|previews)\//

/** Every path that the server answers. */
export function createRequestListener(options: HttpOptions): RequestListener {
  const { logger, resources, corsOrigins, sendGraphiQL, observer, readiness, load, rests } = options
  const sendGraphQL = createGraphQLHandler(options)
  const { store } = resources.files
  const sendFile = store instanceof FolderStore ? fileRoutes(resources, store) : null

  function answerGraphQL(request: IncomingMessage, response: ServerResponse, scope: RequestScope) {
    return sendGraphiQL && wantsPage(request) ? sendGraphiQL(response) : sendGraphQL(request, response, scope)
  }

  async function route(response: ServerResponse, scope: RequestScope) {
    if (scope.path === '/health/live') return sendLive(response)
    if (scope.path === '/health/ready') return readiness.send(response)
    if (scope.path === '/' && sendGraphiQL) return response.writeHead(302, { location: '/graphql' }).end()
    return response.writeHead(404).end()
  }

  function handle(request: IncomingMessage, response: ServerResponse, scope: RequestScope) {
    // Before anything else is done: the less it costs to refuse, the more is left for what is served.
    if (scope.path === '/graphql' && !isPreflight(request) && load.refuses()) {
      rests.after(request, load.restMs)
      return sendOverloaded(request, response, scope, originHeaders(request, corsOrigins))
    }
    response.setHeader('x-request-id', scope.requestId)
    response.setHeader('x-content-type-options', 'nosniff')
    if (!hasHost(request)) return response.writeHead(400, { connection: 'close' }).end()
    watchPace(request, response)
    const fail = (error: unknown) => sendError(error, request, response, scope, logger)
    // Files are for pages of any origin, and have rules of their own.
    if (sendFile && FILE_PATH.test(scope.path)) return void sendFile(request, response).catch(fail)
    for (const [name, value] of Object.entries(originHeaders(request, corsOrigins)))
      response.setHeader(name, value)
    if (isPreflight(request)) return sendPreflight(request, response)
    if (scope.path === '/graphql') return void answerGraphQL(request, response, scope).catch(fail)
    route(response, scope).catch(fail)
  }

  function listen(request: IncomingMessage, response: ServerResponse) {
    const scope = openRequestScope(request, options.proxies)
    logRequest(logger, request, response, scope)
    if (observer) observer.request(request, response, scope, () => handle(request, response, scope))
    else handle(request, response, scope)
  }

  return (request, response) => {
    // One that was sent before the answer to another waits for its turn: until then it is not told that its client has left.
    if (response.socket) listen(request, response)
    else response.once('socket', () => listen(request, response))
  }
}
