import type { ServerResponse } from 'node:http'
import { mapAsyncIterator } from 'graphql-yoga'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { boundedNames } from './boundedNames.ts'
import { hasErrors, type Observer } from './observer.ts'
import { methodOf, routeOf } from './routes.ts'

/** What is looked at when somebody asks. */
export interface Sources {
  pool: { totalCount: number; idleCount: number; waitingCount: number }
  events: { followed: number; lag: number }
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Measures a server for Prometheus. */
export function metricsOf({ pool, events }: Sources): { observer: Observer; registry: Registry } {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'tertulia_http_request_duration_seconds',
    help: 'HTTP requests, from their headers to the end of their answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers,
  })
  const streams = new Counter({
    name: 'tertulia_http_streams_total',
    help: 'Answers over HTTP that were streams of events, once they are over.',
    registers,
  })
  const operations = new Histogram({
    name: 'tertulia_operation_duration_seconds',
    help: 'GraphQL operations over all transports, from their first resolver to their result; of subscriptions, until they begin.',
    labelNames: ['type', 'operation', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  })
  const subscriptions = new Gauge({
    name: 'tertulia_subscriptions',
    help: 'Subscriptions that are open.',
    registers,
  })
  const statements = new Histogram({
    name: 'tertulia_sql_statement_duration_seconds',
    help: 'SQL statements, with the time that they wait for a connection.',
    labelNames: ['outcome'] as const,
    buckets: SECONDS,
    registers,
  })
  const cutOffs = new Counter({
    name: 'tertulia_cut_offs_total',
    help: 'Clients that were cut off since they took nothing of what waited for them.',
    labelNames: ['transport'] as const,
    registers,
  })
  const uploads = new Counter({ name: 'tertulia_uploads_total', help: 'Files whose bytes came.', registers })
  const uploadBytes = new Counter({
    name: 'tertulia_upload_bytes_total',
    help: 'Bytes of these files.',
    registers,
  })
  const look = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  look('tertulia_pool_connections', 'Connections to the database.', () => pool.totalCount)
  look('tertulia_pool_idle_connections', 'Connections that do nothing.', () => pool.idleCount)
  look('tertulia_pool_waiting', 'Statements and transactions that wait for one.', () => pool.waitingCount)
  look('tertulia_event_logs_followed', 'Event logs with subscribers here.', () => events.followed)
  look(
    'tertulia_event_log_lag_seconds',
    'For how long the subscriber furthest behind its log has been behind.',
    () => events.lag / 1_000,
  )

  const operationName = boundedNames()
  return {
    registry,
    observer: {
      request(request, response, { path }, handle) {
        const start = performance.now()
        response.once('close', () => {
          if (isStream(response)) return streams.inc()
          const labels = {
            method: methodOf(request.method),
            route: routeOf(path),
            status: statusOf(response),
          }
          requests.observe(labels, secondsSince(start))
        })
        handle()
      },
      operation({ type, name }, execute) {
        const start = performance.now()
        const labels = { type, operation: operationName(name) }
        const observe = (outcome: string) => operations.observe({ ...labels, outcome }, secondsSince(start))
        const result = execute()
        Promise.resolve(result).then(
          (answer) => observe(hasErrors(answer) ? 'error' : 'ok'),
          () => observe('error'),
        )
        return result
      },
      results(results) {
        subscriptions.inc()
        return mapAsyncIterator(
          results,
          (result) => result,
          undefined,
          () => subscriptions.dec(),
        )
      },
      async statement(_text, run) {
        const start = performance.now()
        try {
          const result = await run()
          statements.observe({ outcome: 'ok' }, secondsSince(start))
          return result
        } catch (error) {
          statements.observe({ outcome: 'error' }, secondsSince(start))
          throw error
        }
      },
      cutOff: (transport) => cutOffs.inc({ transport }),
      uploaded(bytes) {
        uploads.inc()
        uploadBytes.inc(bytes)
      },
    },
  }
}

const secondsSince = (start: number) => (performance.now() - start) / 1_000

const isStream = (response: ServerResponse) =>
  String(response.getHeader('content-type')).startsWith('text/event-stream')

const statusOf = (response: ServerResponse) =>
  response.writableFinished ? String(response.statusCode) : 'aborted'
