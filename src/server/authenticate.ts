import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'
import { type Claims, InvalidTokenError, verifyToken } from '../platform/auth/token.ts'

/** Whom the request's token speaks for, or null when it carries none. */
export const authenticate = (request: IncomingMessage, secret: Uint8Array): Promise<Claims | null> =>
  authenticateHeader(request.headers.authorization, secret)

/** The same of what stands in an Authorization header, or would where a transport has none. */
export async function authenticateHeader(header: unknown, secret: Uint8Array): Promise<Claims | null> {
  if (header === undefined) return null
  const token = /^Bearer +([^ ]+)$/i.exec(String(header))?.[1]
  if (token === undefined) throw unauthenticated('The Authorization header must be "Bearer <token>".')
  try {
    return await verifyToken(secret, token)
  } catch (error) {
    if (error instanceof InvalidTokenError) throw unauthenticated(`The token is not valid. ${error.message}`)
    throw error
  }
}

export const unauthenticated = (message = 'A token is needed: "Authorization: Bearer <token>".') =>
  new GraphQLError(message, {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
    },
  })
