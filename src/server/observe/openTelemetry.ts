import type pg from 'pg'
import type { Config } from '../../platform/config.ts'
import { observeStatements } from '../../platform/db/observeStatements.ts'
import type { EventHub } from '../../platform/events/hub.ts'
import type { Logger } from '../../platform/logger.ts'
import { type Observer, together } from './observer.ts'

interface Options {
  config: Pick<Config, 'host' | 'metricsPort' | 'tracing'>
  pool: pg.Pool
  events: EventHub
  logger: Logger
}

export interface Telemetry extends AsyncDisposable {
  /** Null where nothing is measured or traced: then nothing passes by anybody. */
  observer: Observer | null
  metricsUrl: string | null
}

/** Measures and traces what the operator asked for; what nobody asked for is not even loaded. */
export async function openTelemetry({ config, pool, events, logger }: Options): Promise<Telemetry> {
  const { host, metricsPort, tracing } = config
  const traces = tracing ? (await import('./tracing.ts')).openTracing(logger) : null
  const metrics =
    metricsPort === undefined
      ? null
      : await (await import('./serveMetrics.ts')).serveMetrics({ host, port: metricsPort, pool, events })
  const observers = [traces, metrics].flatMap((opened) => (opened ? [opened.observer] : []))
  const observer = observers.length ? observers.reduce(together) : null
  if (observer) observeStatements(pool, observer.statement)
  return {
    observer,
    metricsUrl: metrics?.url ?? null,
    async [Symbol.asyncDispose]() {
      await metrics?.[Symbol.asyncDispose]()
      await traces?.[Symbol.asyncDispose]()
    },
  }
}
