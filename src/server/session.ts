import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'

/** What the cookie of this name holds, if it holds anything. */
export const readCookie = ({ headers: { cookie } }: IncomingMessage, name: string): string | undefined =>
  (cookie && parseCookie(cookie)[name]) || undefined

/**
 * Whether a page of this very origin, or of one that is listed, sent the request. Browsers attach cookies whoever sends,
 * and tell who does in headers that no page can set; a request that says nothing is not believed.
 */
export function isFromOwnSite({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers
  if (origin !== undefined && origins.includes(origin)) return true
  // Told only to trustworthy addresses, and so not to plain HTTP.
  if (site !== undefined) return site === 'same-origin'
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
