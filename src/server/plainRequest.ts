import type { IncomingMessage } from 'node:http'
import type { SubscribePayload } from 'graphql-ws'

/**
 * What nearly all requests are: an operation in a body of JSON, answered with JSON. It needs none of what a transport for
 * every kind of request makes of it first, which takes longer than a small answer itself.
 */
export interface PlainRequest {
  operation: SubscribePayload
  /** What to answer it with. */
  mediaType: MediaType
}

export type MediaType = 'application/json' | 'application/graphql-response+json'

const fields = new Set(['query', 'variables', 'operationName', 'extensions'])
const jsonType = /^application\/json(; *charset="?utf-8"?)?$/i

/** Null where anything about the request is otherwise: Yoga knows what HTTP has to say to all the rest. */
export function plainRequest(request: IncomingMessage, body: Buffer): PlainRequest | null {
  const mediaType = plainMediaType(request)
  const operation = mediaType && plainOperation(body)
  return operation && { mediaType, operation }
}

function plainMediaType({ method, headers }: IncomingMessage): MediaType | null {
  if (method !== 'POST' || !jsonType.test(headers['content-type'] ?? '')) return null
  const { accept = '*/*' } = headers
  if (accept.includes('charset')) return null
  for (const entry of accept.split(',')) {
    const type = entry.split(';', 1)[0]?.trim().toLowerCase()
    if (type === 'application/json' || type === 'application/graphql-response+json') return type
    if (type === '*/*' || type === 'application/*') return 'application/json'
  }
  return null
}

/** The operation in the body, where it is just that and answered once. */
function plainOperation(body: Buffer): SubscribePayload | null {
  const params = parse(body)
  if (!isObject(params) || Object.keys(params).some((name) => !fields.has(name))) return null
  const { query, operationName, variables, extensions } = params
  const isPlain =
    typeof query === 'string' &&
    !query.includes('subscription') &&
    (operationName == null || typeof operationName === 'string') &&
    (variables == null || isObject(variables)) &&
    (extensions == null || isObject(extensions))
  return isPlain ? (params as unknown as SubscribePayload) : null
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
