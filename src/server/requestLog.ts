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
    const { requestId, path, operationName } = scope
    const ms = Math.round(performance.now() - start)
    const status = response.writableFinished ? response.statusCode : 'aborted'
    // Probes come every few seconds and tell nothing new.
    const level = path.startsWith('/health/') ? 'debug' : 'info'
    logger[level]({ method, path, status, ms, requestId, operationName }, 'request')
  })
}
