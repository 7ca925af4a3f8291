import { randomUUID } from 'node:crypto'
import { type ExecutionResult, GraphQLError } from 'graphql'
import type { ServerOptions, SubscribePayload } from 'graphql-ws'
import { isAsyncIterable } from 'graphql-yoga'
import type { Claims } from '../platform/auth/token.ts'
import type { Logger } from '../platform/logger.ts'
import type { RateLimiter } from '../platform/rateLimit.ts'
import { type Authenticator, isUnavailable } from './authenticate.ts'
import { clientResult } from './errors.ts'
import { type Load, overloaded } from './limits/load.ts'
import { chargeTheRest } from './limits/rate.ts'
import type { PreparedOperation } from './operation.ts'
import type { Operations } from './operations.ts'
import type { OperationsInFlight } from './operationsInFlight.ts'
import { logOperation } from './requestLog.ts'
import type { RequestScope } from './requestScope.ts'
import { bytesOf, type Send, sendAll, written } from './socketResults.ts'

const MAX_OPERATIONS = 100
const MAX_TIMER = 2 ** 31 - 1

export interface SocketOptions {
  operations: Operations
  authenticator: Authenticator
  logger: Logger
  limiter: RateLimiter
  load: Load
}

/** What the server knows of a socket. */
export interface SocketExtra extends Record<PropertyKey, unknown> {
  /** How many operations run for it, those that it gave up among them. */
  operations: number
  address: string
  isOpen: () => boolean
  /** Who reads slowly is sent the next event later, and few wait here. */
  send: Send<string | Buffer>
  close: (code: number, reason: string) => void
  /** The token of the browser session that it was opened in, until it is known whose it is. */
  sessionToken?: string | undefined
  claims?: Claims
  expiry?: NodeJS.Timeout
}

/** An operation on a socket, until it is over. */
interface Running {
  scope: RequestScope
  /** Of `performance.now`. */
  start: number
  /** Of the last error that it was answered with. */
  code?: unknown
}

/** How operations that come over a socket are admitted, run and answered: as those over HTTP. */
export function socketOptions(
  { operations, authenticator, logger, limiter, load }: SocketOptions,
  inFlight: OperationsInFlight,
): ServerOptions<Record<string, unknown>, SocketExtra> {
  const running = new WeakMap<SubscribePayload, Running>()
  const runningOf = (payload: SubscribePayload) => running.get(payload) as Running

  function answer(payload: SubscribePayload, result: ExecutionResult): ExecutionResult {
    const operation = runningOf(payload)
    const { requestId, operationName } = operation.scope
    const seen = clientResult(result, requestId, (err) =>
      logger.error({ err, requestId, operationName }, 'unforeseen'),
    )
    // A frame has no HTTP status that an error could set.
    for (const { extensions } of seen.errors ?? []) {
      delete (extensions as Record<string, unknown>).http
      operation.code = extensions.code
    }
    return seen
  }

  /** Sends results in messages of which all but the start is written once for all who are told the same. */
  function sender({ send }: SocketExtra, id: string, payload: SubscribePayload): Send<ExecutionResult> {
    const start = `{"id":${JSON.stringify(id)},"type":"next","payload":`
    const length = Buffer.byteLength(start)
    return (result) => {
      const rest = written(result) ?? bytesOf(answer(payload, result))
      const message = Buffer.allocUnsafe(length + rest.length)
      message.write(start)
      message.set(rest, length)
      return send(message)
    }
  }

  function over(payload: SubscribePayload): void {
    const { scope, start, code } = runningOf(payload)
    logOperation(logger, scope, start, code)
  }

  return {
    async onConnect({ connectionParams, extra }) {
      const header = connectionParams?.authorization ?? connectionParams?.Authorization
      const claims = await authenticator.check(header, extra.sessionToken).catch((error: unknown) => {
        if (isUnavailable(error)) extra.close(1013, 'Try again later')
        return null
      })
      delete extra.sessionToken
      if (!claims) {
        const stranger = { requestId: '', path: '/graphql', claims: null, address: extra.address }
        await chargeTheRest(limiter, stranger).catch(() => extra.close(4429, 'Too many requests'))
      }
      if (!claims || !extra.isOpen()) return false
      extra.claims = claims
      const left = Math.min(claims.expiresAt - Date.now(), MAX_TIMER)
      extra.expiry = setTimeout(() => extra.close(4403, 'Forbidden'), left)
      return true
    },
    onClose: ({ extra }) => clearTimeout(extra.expiry),
    async onSubscribe({ extra }, id, payload) {
      const scope: RequestScope = {
        requestId: randomUUID(),
        path: '/graphql',
        claims: extra.claims as Claims,
        address: extra.address,
      }
      running.set(payload, { scope, start: performance.now() })
      if (extra.operations >= MAX_OPERATIONS) return [tooMany()]
      if (load.refuses()) return [overloaded()]
      extra.operations++
      const prepared = await operations.prepare(scope, payload)
      if (!Array.isArray(prepared)) return { ...prepared, send: sender(extra, id, payload) }
      extra.operations--
      return chargeTheRest(limiter, scope).then(
        () => prepared,
        (limited) => [limited],
      )
    },
    onComplete({ extra }, _id, payload) {
      extra.operations--
      over(payload)
    },
    execute: (args) => {
      if (load.refuses()) return { errors: [overloaded()] }
      return inFlight.add(load.run(() => operations.execute(args as PreparedOperation)))
    },
    async subscribe(args) {
      const operation = args as SocketOperation
      const events = await operations.subscribe(operation)
      return isAsyncIterable(events) ? sendAll(events, operation.send) : events
    },
    onNext: (_context, _id, payload, _args, result) => answer(payload, result as ExecutionResult),
    onError(_context, _id, payload, errors) {
      const { errors: seen } = answer(payload, { errors: errors as readonly GraphQLError[] })
      over(payload)
      return seen?.map((error) => error.toJSON())
    },
  }
}

interface SocketOperation extends PreparedOperation {
  send: Send<ExecutionResult>
}

const tooMany = () =>
  new GraphQLError(`A socket carries at most ${MAX_OPERATIONS} operations at a time.`, {
    extensions: { code: 'RATE_LIMITED' },
  })
