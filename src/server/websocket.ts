import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { Claims } from '../platform/auth/token.ts'
import type { Logger } from '../platform/logger.ts'
import { authenticateHeader } from './authenticate.ts'
import { clientResult } from './errors.ts'
import type { RequestScope } from './requestScope.ts'
import type { Pipeline } from './yoga.ts'

const PATH = '/graphql'
const MAX_FRAME = 2 * 1024 * 1024
const MAX_OPERATIONS = 100
const MAX_TIMER = 2 ** 31 - 1

interface Extra extends Record<PropertyKey, unknown> {
  claims?: Claims
  expiry?: NodeJS.Timeout
}

interface Options {
  server: Server
  pipeline: Pipeline
  secret: Uint8Array
  logger: Logger
}

/** GraphQL over WebSocket (graphql-transport-ws), on the path of HTTP and under the same rules. */
export function serveWebSocket({ server, pipeline, secret, logger }: Options): AsyncDisposable {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME })
  server.on('upgrade', (request, socket, head) => {
    const [path] = (request.url ?? '').split('?', 1)
    if (path !== PATH) return socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request))
  })

  function frameOf(result: ExecutionResult, { requestId, operationName }: RequestScope): ExecutionResult {
    const answer = clientResult(result, requestId, (err) =>
      logger.error({ err, requestId, operationName }, 'unforeseen'),
    )
    // A frame has no HTTP status that an error could set.
    for (const { extensions } of answer.errors ?? []) delete (extensions as Record<string, unknown>).http
    return answer
  }

  const handler = useServer<Record<string, unknown>, Extra>(
    {
      async onConnect({ connectionParams, extra }) {
        const header = connectionParams?.authorization ?? connectionParams?.Authorization
        const claims = await authenticateHeader(header, secret).catch(() => null)
        if (!claims) return false
        extra.claims = claims
        const left = Math.min(claims.expiresAt - Date.now(), MAX_TIMER)
        extra.expiry = setTimeout(() => extra.socket.close(4403, 'Forbidden'), left)
        return true
      },
      onClose({ extra }) {
        clearTimeout(extra.expiry)
      },
      async onSubscribe({ extra, subscriptions }, _id, { query, variables, operationName }) {
        const claims = extra.claims as Claims
        const scope: RequestScope = { requestId: randomUUID(), path: PATH, claims }
        const refuse = (code: string, errors: readonly GraphQLError[]) =>
          frameOf({ errors: errors.map((error) => coded(error, code)) }, scope).errors as GraphQLError[]
        if (Object.keys(subscriptions).length > MAX_OPERATIONS) return refuse('RATE_LIMITED', [tooMany()])
        const { parse, validate, contextFactory, schema, ...run } = pipeline.getEnveloped({ scope })
        try {
          const document = parse(query)
          const errors = validate(schema, document)
          if (errors.length) return refuse('GRAPHQL_VALIDATION_FAILED', errors)
          const contextValue = await contextFactory()
          const args = { schema, document, operationName, variableValues: variables, contextValue, scope }
          return Object.assign(args, run) as ExecutionArgs
        } catch (error) {
          if (error instanceof GraphQLError) return refuse('GRAPHQL_PARSE_FAILED', [error])
          return frameOf({ errors: [new GraphQLError('', { originalError: error as Error })] }, scope)
            .errors as GraphQLError[]
        }
      },
      execute: (args) => (args as Running).execute(args),
      subscribe: (args) => (args as Running).subscribe(args),
      onNext: (_context, _id, _payload, args, result) =>
        frameOf(result as never, (args as Running).scope) as never,
    },
    sockets,
  )
  return {
    [Symbol.asyncDispose]: async () => handler.dispose(),
  }
}

interface Running extends ExecutionArgs {
  scope: RequestScope
  execute: (args: ExecutionArgs) => never
  subscribe: (args: ExecutionArgs) => never
}

const coded = (error: GraphQLError, code: string) => {
  error.extensions.code ??= code
  return error
}

const tooMany = () => new GraphQLError(`A socket carries at most ${MAX_OPERATIONS} operations at a time.`)
