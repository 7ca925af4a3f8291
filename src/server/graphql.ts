import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendNodeResponse } from '@whatwg-node/server'
import { GraphQLError } from 'graphql'
import type { Logger } from '../platform/logger.ts'
import type { RateLimiter } from '../platform/rateLimit.ts'
import { answerPlainly, type Send } from './answerPlainly.ts'
import { type Authenticator, unauthenticated } from './authenticate.ts'
import { ANONYMOUS_BODY_LIMIT, BODY_LIMIT, type Body, OTHER_BODY_LIMIT, readBody } from './body.ts'
import type { EventStreams } from './eventStreams.ts'
import { Bodies, type HeldBody } from './limits/bodies.ts'
import { checkJson } from './limits/json.ts'
import type { Load } from './limits/load.ts'
import { chargeTheRest, tellRate } from './limits/rate.ts'
import { isMultipart } from './multipart.ts'
import type { Operations } from './operations.ts'
import { plainRequest } from './plainRequest.ts'
import type { RequestScope } from './requestScope.ts'
import { sendError } from './sendError.ts'
import { yogaFor } from './yoga.ts'

export interface GraphQLOptions {
  operations: Operations
  introspection: boolean
  authenticator: Authenticator
  maxMultipartBytes: number
  logger: Logger
  streams: EventStreams
  limiter: RateLimiter
  load: Load
  /** How many of ours are in front, each of which adds to X-Forwarded-For. */
  proxies: number
}

/** GraphQL over HTTP: who asks is settled before a byte of the body is read, and decides how much of it is. */
export function createGraphQLHandler(options: GraphQLOptions) {
  const { operations, streams, limiter, load, logger } = options
  const yoga = yogaFor(operations, logger)
  const { fetchAPI } = yoga

  const plainly = { operations, fetchAPI, logger }
  const bodies = new Bodies(Math.max(BODY_LIMIT, options.maxMultipartBytes))

  async function answerAsHttp(
    request: IncomingMessage,
    scope: RequestScope,
    body: Body | undefined,
  ): Promise<Send> {
    const answer = await yoga.handleRequest(toFetchRequest(request, body), { scope })
    // Whether it goes on is for Node to say, who knows what the client asked for.
    answer.headers.delete('connection')
    if (unsuitable.has(answer.status)) throw unsuitableRequest(answer)
    return (response) => {
      if (!response.destroyed && isEventStream(answer) && scope.claims)
        streams.add(response, scope.claims.expiresAt)
      return response.destroyed ? leave(answer) : sendNodeResponse(answer, response, request, true)
    }
  }

  return async (request: IncomingMessage, response: ServerResponse, scope: RequestScope) => {
    // What a session is answered must not come from a cache to the next one.
    response.setHeader('cache-control', 'no-store')
    let held: HeldBody | undefined
    try {
      scope.claims = await options.authenticator.request(request)
      if (!scope.claims && !options.introspection) throw unauthenticated()
      held = bodies.begin(scope.claims?.subject ?? '')
      const body = await bodyOf(request, scope, held)
      const send = await load.run(() => {
        const plain = body && plainRequest(request, body)
        return plain ? answerPlainly(plainly, scope, plain, request) : answerAsHttp(request, scope, body)
      })
      await chargeTheRest(limiter, scope)
      tellRate(response, scope)
      await send(response)
    } catch (refused) {
      const error = await chargeTheRest(limiter, scope).then(
        () => refused,
        (limited) => limited,
      )
      tellRate(response, scope)
      sendError(error, request, response, scope, logger)
    } finally {
      held?.end()
    }
  }

  function toFetchRequest({ method, url, headers }: IncomingMessage, body: Body | undefined) {
    return new fetchAPI.Request(`http://localhost${url}`, {
      ...(method && { method }),
      headers: headers as Record<string, string>,
      ...(body && { body }),
    })
  }

  async function bodyOf(request: IncomingMessage, { claims }: RequestScope, { grow }: HeldBody) {
    if (request.method === 'GET' || request.method === 'HEAD') return undefined
    const body = await readBody(request, limitOf(request, claims), grow)
    if (isJson(request)) checkJson(body)
    return body
  }

  function limitOf(request: IncomingMessage, claims: RequestScope['claims']) {
    if (!claims) return ANONYMOUS_BODY_LIMIT
    if (isMultipart(request.headers['content-type'])) return options.maxMultipartBytes
    return isJson(request) ? BODY_LIMIT : OTHER_BODY_LIMIT
  }
}

const isJson = ({ headers }: IncomingMessage) =>
  /^application\/(graphql\+)?json/i.test(headers['content-type'] ?? '')

/** What Yoga says of a request by its status alone. */
const unsuitable = new Map([
  [406, 'Of what the header Accept names nothing can be had: accept application/json, or text/event-stream.'],
  [415, 'Content-Type must be application/json.'],
])

const unsuitableRequest = ({ status, headers }: Response) =>
  new GraphQLError(unsuitable.get(status) as string, {
    extensions: { code: 'BAD_USER_INPUT', http: { status, headers: Object.fromEntries(headers) } },
  })

/** Ends an answer that nobody is there to take: what would make it is told so only once it was begun. */
async function leave({ body }: Response): Promise<void> {
  if (body) for await (const _begun of body) break
}

const isEventStream = ({ headers }: Response) => headers.get('content-type') === 'text/event-stream'
