import { once } from 'node:events'
import { createServer } from 'node:http'
import { OperatorError } from '../../platform/operatorError.ts'
import { urlOf } from '../urlOf.ts'
import { metricsOf, type Sources } from './metrics.ts'
import type { Observer } from './observer.ts'

interface Options extends Sources {
  host: string
  port: number
}

export interface MetricsServer extends AsyncDisposable {
  url: string
  observer: Observer
}

/** Answers Prometheus on a port of its own, which need not be reachable for whoever uses the API. */
export async function serveMetrics({ host, port, ...sources }: Options): Promise<MetricsServer> {
  const { observer, registry } = metricsOf(sources)
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end()
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error) => response.destroy(error),
    )
  })
  server.listen(port, host)
  await once(server, 'listening').catch((cause: Error) => {
    throw new OperatorError(`HOST, METRICS_PORT: ${cause.message}`, { cause })
  })
  return {
    url: `${urlOf(server)}/metrics`,
    observer,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
