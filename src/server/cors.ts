import type { IncomingMessage, ServerResponse } from 'node:http'

const METHODS = 'GET, POST'
/** What a page may read of an answer, besides what it always may. */
const EXPOSED = 'X-Request-Id, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining'
/** For how many seconds a browser need not ask again; none keeps it for longer. */
const MAX_AGE = '7200'

/** Gives the pages of the listed origins, and no others, leave to read the answer that has these headers. */
export function originHeaders(
  { headers: { origin } }: IncomingMessage,
  origins: readonly string[],
): Record<string, string> {
  if (!origins.length) return {}
  if (origin === undefined || !origins.includes(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': EXPOSED,
  }
}

/** Whether a browser asks what a page may send, before it sends it. */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers

/** Answers it, after `originHeaders`: a page that was given no leave there is not helped by what stands here. */
export function sendPreflight({ headers }: IncomingMessage, response: ServerResponse): void {
  const asked = headers['access-control-request-headers']
  response.writeHead(204, {
    'access-control-allow-methods': METHODS,
    ...(asked && { 'access-control-allow-headers': asked }),
    'access-control-max-age': MAX_AGE,
  })
  response.end()
}
