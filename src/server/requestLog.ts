import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../platform/logger.ts'
import type { RequestScope } from './requestScope.ts'

/** One line for each request once it is over: what it was and how it went, nothing of what it held. */
export function logRequest(
  logger: Logger,
  { method }: IncomingMessage,
  response: ServerResponse,
  scope: RequestScope,
) {
  const start = performance.now()
  response.once('close', () => {
    const { requestId, path, operationName, traceId } = scope
    const status = response.writableFinished ? response.statusCode : 'aborted'
    const level = levelOf(path, response)
    if (!logger.isLevelEnabled(level)) return
    logger[level]({ method, path, status, ms: since(start), requestId, operationName, traceId }, 'request')
  })
}

/** The same for an operation that came over a socket, which answers it with a result or a code. */
export function logOperation(logger: Logger, scope: RequestScope, start: number, code: unknown): void {
  const { requestId, operationName } = scope
  const level = code === 'INTERNAL_SERVER_ERROR' || code === 'DATABASE_ERROR' ? 'warn' : 'info'
  logger[level]({ code, ms: since(start), requestId, operationName }, 'operation on a socket')
}

function levelOf(path: string, { statusCode, writableFinished }: ServerResponse) {
  // Probes come every few seconds and tell nothing new.
  if (path.startsWith('/health/')) return 'debug'
  return writableFinished && statusCode >= 500 ? 'warn' : 'info'
}

const since = (start: number) => Math.round(performance.now() - start)
