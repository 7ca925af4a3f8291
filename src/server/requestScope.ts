import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Claims } from '../platform/auth/token.ts'
import type { Standing } from '../platform/rateLimit.ts'
import { addressOf } from './limits/address.ts'

/** What one request carries from the socket to the answer and into the log. */
export interface RequestScope {
  readonly requestId: string
  /** The path alone: a query string can hold variables, which no log may show. */
  readonly path: string
  /** Null until a token was checked, and for a request without one. */
  claims: Claims | null
  /** Known once the operation was parsed. */
  operationName?: string
  /** What its operation costs, known before it runs. */
  cost?: number
  /** Where it comes from, which stands for whoever has no token. */
  readonly address: string
  isCharged?: boolean
  /** Of the trace that it is part of, where requests are traced. */
  traceId?: string
  /** How the budget that it was charged to stands; not where there is no limit. */
  rate?: Standing
}

const CLIENT_REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/

export function openRequestScope(request: IncomingMessage, proxies: number): RequestScope {
  const offered = request.headers['x-request-id']
  const requestId = typeof offered === 'string' && CLIENT_REQUEST_ID.test(offered) ? offered : randomUUID()
  const [path = '/'] = (request.url ?? '/').split('?', 1)
  return { requestId, path, claims: null, address: addressOf(request, proxies) }
}
