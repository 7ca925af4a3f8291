import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { graphiqlTabs } from './graphiqlTabs.ts'

export const wantsPage = ({ method, headers }: IncomingMessage) =>
  method === 'GET' && headers.accept?.includes('text/html') === true

/** Sends GraphiQL, whole in one page, with the token filled in where there is one to give away. */
export function createGraphiQL(token: string | null) {
  // Several megabytes, which a server that nobody looks at through a browser need not load.
  let page: ReturnType<typeof renderPage> | undefined
  return async (response: ServerResponse) => {
    page ??= renderPage(token)
    const { html, policy } = await page
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    response.end(html)
  }
}

async function renderPage(token: string | null) {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {}
  const shown = token ? JSON.stringify(headers, null, 2) : undefined
  const html = renderGraphiQL({
    title: 'Tertulia',
    defaultTabs: graphiqlTabs.map((query) => ({ query, headers: shown })),
    defaultHeaders: shown,
    // Tabs come back after a reload without their headers, which GraphiQL does not keep.
    additionalHeaders: headers,
  })
  return { html: Buffer.from(html), policy: contentSecurityPolicy(html) }
}

/** Nothing from anywhere else, no script but the page's own, and no other site may frame it. */
function contentSecurityPolicy(html: string): string {
  const [, script = ''] = /<script>(.*)<\/script>/s.exec(html) ?? []
  const hash = createHash('sha256').update(script).digest('base64')
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}' blob:`,
    'worker-src blob:',
    // The editor writes its own style sheets as it goes.
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
