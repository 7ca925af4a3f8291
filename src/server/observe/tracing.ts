import {
  type Attributes,
  type Context,
  DiagLogLevel,
  defaultTextMapGetter,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Logger } from '../../platform/logger.ts'
import { hasErrors, type Observer } from './observer.ts'
import { methodOf, routeOf } from './routes.ts'

/** A server that stops waits so long for the collector to take the last spans. */
const FLUSH_MS = 2_000

/**
 * Traces requests, their operations and their statements, as OpenTelemetry's variables ask for. Spans hold names, kinds
 * and the texts of statements: no values, no tokens, no content.
 */
export function openTracing(logger: Logger): { observer: Observer } & AsyncDisposable {
  const tell = (message: string) => logger.warn({ reason: message }, 'tracing')
  const silent = () => {}
  const told = { error: tell, warn: tell, info: silent, debug: silent, verbose: silent }
  diag.setLogger(told, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })

  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'tertulia' }))
    .merge(detectResources({ detectors: [envDetector] }))
  const provider = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  const tracer = provider.getTracer('tertulia')
  const propagator = new W3CTraceContextPropagator()
  // Not the global one: what is traced here is what passes by here.
  const contexts = new AsyncLocalStorageContextManager().enable()

  const start = (name: string, kind: SpanKind, attributes: Attributes, parent: Context) => {
    const span = tracer.startSpan(name, { kind, attributes }, parent)
    return { span, within: <Result>(run: () => Result) => contexts.with(trace.setSpan(parent, span), run) }
  }

  return {
    observer: {
      request(request, response, scope, handle) {
        const [method, route] = [methodOf(request.method), routeOf(scope.path)]
        const parent = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter)
        const attributes = {
          'http.request.method': method,
          'http.route': route,
          'tertulia.request_id': scope.requestId,
        }
        const { span, within } = start(`${method} ${route}`, SpanKind.SERVER, attributes, parent)
        scope.traceId = span.spanContext().traceId
        response.once('close', () => {
          const { statusCode, writableFinished } = response
          if (writableFinished) span.setAttribute('http.response.status_code', statusCode)
          if (!writableFinished) fail(span, 'aborted')
          else if (statusCode >= 500) fail(span, String(statusCode))
          span.end()
        })
        within(handle)
      },
      operation({ type, name }, execute) {
        const attributes = {
          'graphql.operation.type': type,
          ...(name !== undefined && { 'graphql.operation.name': name }),
        }
        const title = name === undefined ? type : `${type} ${name}`
        const { span, within } = start(title, SpanKind.INTERNAL, attributes, contexts.active())
        const result = within(execute)
        Promise.resolve(result)
          .then((answer) => {
            if (hasErrors(answer)) fail(span, 'errors')
          })
          .catch((error) => fail(span, nameOf(error)))
          .finally(() => span.end())
        return result
      },
      // What is read for events belongs to no request: a stream may go on for days.
      results(results) {
        const outside = <Step extends (...args: never[]) => unknown>(step: Step): Step =>
          contexts.bind(ROOT_CONTEXT, step.bind(results)) as Step
        return {
          [Symbol.asyncIterator]() {
            return this
          },
          next: outside(results.next),
          ...(results.return && { return: outside(results.return) }),
          ...(results.throw && { throw: outside(results.throw) }),
        }
      },
      async statement(text, run) {
        const parent = contexts.active()
        // What the server does of its own accord is in no trace.
        if (!trace.getSpan(parent)) return run()
        const verb = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL'
        const attributes = {
          'db.system.name': 'postgresql',
          'db.operation.name': verb,
          'db.query.text': text,
        }
        const { span, within } = start(verb, SpanKind.CLIENT, attributes, parent)
        try {
          return await within(run)
        } catch (error) {
          fail(span, nameOf(error))
          throw error
        } finally {
          span.end()
        }
      },
      cutOff: () => {},
      uploaded: () => {},
    },
    async [Symbol.asyncDispose]() {
      const closed = provider.shutdown().catch((err) => logger.warn({ err }, 'tracing'))
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, FLUSH_MS)
      })
      await Promise.race([closed, late])
      clearTimeout(timer)
      contexts.disable()
    },
  }
}

/** With what kind of error, not with its message, which may repeat what a client sent. */
function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

const nameOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: string }
  return typeof code === 'string' ? code : (name ?? '_OTHER')
}
