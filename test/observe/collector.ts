import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll } from 'vitest'

export interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Record<string, unknown>
  status: { code: number; message?: string }
}

interface Attribute {
  key: string
  value: Record<string, unknown>
}

interface Export {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: { spans: (Omit<Span, 'attributes'> & { attributes: Attribute[] })[] }[]
  }[]
}

const plain = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** Receives traces as an OpenTelemetry collector does: OTLP over HTTP, as JSON. */
export async function openCollector() {
  const spans: Span[] = []
  const resources: Record<string, unknown>[] = []
  const texts: string[] = []
  const server = createServer(async (request, response) => {
    if (request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/json')
      return response.writeHead(404).end()
    const exported = (await json(request)) as Export
    texts.push(JSON.stringify(exported))
    for (const { resource, scopeSpans } of exported.resourceSpans) {
      resources.push(plain(resource.attributes))
      for (const scope of scopeSpans)
        for (const span of scope.spans) spans.push({ ...span, attributes: plain(span.attributes) })
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    /** All that was received. */
    text: () => texts.join('\n'),
  }
}
