import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendNodeResponse } from '@whatwg-node/server'
import { processRegularResult } from 'graphql-yoga'
import { writeResult } from '../graphql/execution/json.ts'
import type { Logger } from '../platform/logger.ts'
import { clientResult } from './errors.ts'
import type { Operations } from './operations.ts'
import type { MediaType, PlainRequest } from './plainRequest.ts'
import type { RequestScope } from './requestScope.ts'

interface Options {
  operations: Operations
  fetchAPI: Parameters<typeof processRegularResult>[1]
  logger: Logger
}

/** Sends an answer. */
export type Send = (response: ServerResponse) => void | Promise<void>

/** Runs an operation that came as JSON, as those that come over a socket, and answers with what sends its result. */
export async function answerPlainly(
  { operations, fetchAPI, logger }: Options,
  scope: RequestScope,
  { mediaType, operation }: PlainRequest,
  request: IncomingMessage,
): Promise<Send> {
  const prepared = await operations.prepare(scope, operation)
  const answer = Array.isArray(prepared) ? { errors: prepared } : await operations.execute(prepared)
  const { requestId, operationName } = scope
  const result = clientResult(answer, requestId, (err) =>
    logger.error({ err, requestId, operationName }, 'unforeseen'),
  )
  if (!result.errors) return (response) => send(response, mediaType, writeResult(result))
  const answered = processRegularResult(result, fetchAPI, mediaType)
  return (response) => sendNodeResponse(answered, response, request, true)
}

function send(response: ServerResponse, mediaType: MediaType, text: string): void {
  const body = utf8(text)
  response.writeHead(200, {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-length': body.length,
  })
  response.end(body)
}

/** Has room for three bytes a character, the most there can be: to count them first takes as long as to write them. */
function utf8(text: string): Uint8Array {
  const room = Buffer.allocUnsafe(3 * text.length)
  return room.subarray(0, room.write(text))
}
