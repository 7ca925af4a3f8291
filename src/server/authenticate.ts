import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'
import type { Authority } from '../platform/auth/authority.ts'
import { KeysUnavailableError } from '../platform/auth/remoteKeys.ts'
import { type Claims, InvalidTokenError } from '../platform/auth/token.ts'
import { countOf } from './countOf.ts'
import { isFromOwnSite, readCookie } from './session.ts'

/** Says who asks. Each fails with UNAUTHENTICATED, or with SERVICE_UNAVAILABLE where nobody can tell for now. */
export interface Authenticator {
  /** Whom the request's token speaks for, or null when it carries none. */
  request: (request: IncomingMessage) => Promise<Claims | null>
  /** The token of the browser session that the request belongs to; none where another site may have sent it. */
  sessionToken: (request: IncomingMessage) => string | undefined
  /** Whom a token speaks for that came in a header, or would have where a transport has none; else that of a session. */
  check: (authorization: unknown, sessionToken: string | undefined) => Promise<Claims | null>
}

interface Options {
  authority: Authority
  /** The cookie that holds the token of a browser session, if there are any. */
  cookie: string | undefined
  /** The other sites whose pages may use a session. */
  origins: readonly string[]
}

export function createAuthenticator({ authority, cookie, origins }: Options): Authenticator {
  const cookieOf = (request: IncomingMessage) => (cookie ? readCookie(request, cookie) : undefined)

  function tokenOf(request: IncomingMessage) {
    const { authorization } = request.headers
    if (authorization !== undefined) {
      // Of several, Node takes the first; a proxy in front may have looked at another.
      if (countOf(request, 'authorization') > 1) throw malformed()
      return bearerToken(authorization)
    }
    const token = cookieOf(request)
    if (token !== undefined && !isFromOwnSite(request, origins)) throw forbidden()
    return token
  }

  async function verified(token: string | undefined) {
    try {
      return token === undefined ? null : await authority.verify(token)
    } catch (error) {
      if (error instanceof InvalidTokenError)
        throw unauthenticated(`The token is not valid. ${error.message}`)
      throw error instanceof KeysUnavailableError ? unavailable() : error
    }
  }

  return {
    request: async (request) => await verified(tokenOf(request)),
    sessionToken: (request) => (isFromOwnSite(request, origins) ? cookieOf(request) : undefined),
    check: async (authorization, sessionToken) =>
      await verified(authorization === undefined ? sessionToken : bearerToken(authorization)),
  }
}

function bearerToken(authorization: unknown): string {
  const token = /^Bearer +([^ ]+)$/i.exec(String(authorization))?.[1]
  if (token === undefined) throw malformed()
  return token
}

const malformed = () => unauthenticated('The Authorization header must be "Bearer <token>", and there once.')

export const unauthenticated = (message = 'A token is needed: "Authorization: Bearer <token>".') =>
  new GraphQLError(message, {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
    },
  })

const forbidden = () =>
  new GraphQLError('A session may be used from its own site alone, and from those in CORS_ORIGINS.', {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  })

const unavailable = () =>
  new GraphQLError('The token cannot be checked for now. Try again.', {
    extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '5' } } },
  })

/** Whether trying again later may succeed. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof GraphQLError && error.extensions.code === 'SERVICE_UNAVAILABLE'
