import { randomUUID } from 'node:crypto'
import { type ExecutionResult, GraphQLError } from 'graphql'
import type { ServerOptions, SubscribePayload } from 'graphql-ws'
import type { Claims } from '../platform/auth/token.ts'
import type { Logger } from '../platform/logger.ts'
import { authenticateHeader } from './authenticate.ts'
import { clientResult } from './errors.ts'
import type { OperationsInFlight } from './operationsInFlight.ts'
import { type PreparedOperation, prepareOperation } from './prepareOperation.ts'
import type { RequestScope } from './requestScope.ts'
import type { Pipeline } from './yoga.ts'

const MAX_OPERATIONS = 100
const MAX_TIMER = 2 ** 31 - 1

export interface SocketOptions {
  pipeline: Pipeline
  secret: Uint8Array
  logger: Logger
}

/** What the server knows of a socket. */
export interface SocketExtra extends Record<PropertyKey, unknown> {
  /** How many operations run for it, those that it gave up among them. */
  operations: number
  isOpen: () => boolean
  close: (code: number, reason: string) => void
  claims?: Claims
  expiry?: NodeJS.Timeout
}

/** How operations that come over a socket are admitted, run and answered: as those over HTTP. */
export function socketOptions(
  { pipeline, secret, logger }: SocketOptions,
  inFlight: OperationsInFlight,
): ServerOptions<Record<string, unknown>, SocketExtra> {
  const scopes = new WeakMap<SubscribePayload, RequestScope>()

  function answer(payload: SubscribePayload, result: ExecutionResult): ExecutionResult {
    const { requestId, operationName } = scopes.get(payload) as RequestScope
    const seen = clientResult(result, requestId, (err) =>
      logger.error({ err, requestId, operationName }, 'unforeseen'),
    )
    // A frame has no HTTP status that an error could set.
    for (const { extensions } of seen.errors ?? []) delete (extensions as Record<string, unknown>).http
    return seen
  }

  return {
    async onConnect({ connectionParams, extra }) {
      const header = connectionParams?.authorization ?? connectionParams?.Authorization
      const claims = await authenticateHeader(header, secret).catch(() => null)
      if (!claims || !extra.isOpen()) return false
      extra.claims = claims
      const left = Math.min(claims.expiresAt - Date.now(), MAX_TIMER)
      extra.expiry = setTimeout(() => extra.close(4403, 'Forbidden'), left)
      return true
    },
    onClose: ({ extra }) => clearTimeout(extra.expiry),
    async onSubscribe({ extra }, _id, payload) {
      const scope: RequestScope = {
        requestId: randomUUID(),
        path: '/graphql',
        claims: extra.claims as Claims,
      }
      scopes.set(payload, scope)
      if (extra.operations >= MAX_OPERATIONS) return [tooMany()]
      extra.operations++
      const prepared = await prepareOperation(pipeline, scope, payload)
      if (Array.isArray(prepared)) extra.operations--
      return prepared
    },
    onComplete: ({ extra }) => void extra.operations--,
    execute: (args) => inFlight.add((args as PreparedOperation).execute(args)),
    subscribe: (args) => (args as PreparedOperation).subscribe(args),
    onNext: (_context, _id, payload, _args, result) => answer(payload, result as ExecutionResult),
    onError: (_context, _id, payload, errors) =>
      answer(payload, { errors: errors as readonly GraphQLError[] }).errors?.map((error) => error.toJSON()),
  }
}

const tooMany = () =>
  new GraphQLError(`A socket carries at most ${MAX_OPERATIONS} operations at a time.`, {
    extensions: { code: 'RATE_LIMITED' },
  })
