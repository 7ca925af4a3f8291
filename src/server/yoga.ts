import type { GraphQLSchema } from 'graphql'
import { createYoga, useExtendContext } from 'graphql-yoga'
import { findOrCreateUser } from '../features/user/index.ts'
import type { Context } from '../graphql/context.ts'
import { Reads } from '../graphql/plan/reads.ts'
import type { Config } from '../platform/config.ts'
import type { Logger } from '../platform/logger.ts'
import type { RateLimiter } from '../platform/rateLimit.ts'
import type { Resources } from '../platform/session.ts'
import { documentCache } from './documentCache.ts'
import { costLimit, costShown, sizeLimits } from './limits/plugin.ts'
import { rateLimit } from './limits/rate.ts'
import { observed } from './observe/observed.ts'
import type { Observer } from './observe/observer.ts'
import {
  admission,
  answerErrors,
  execution,
  parameters,
  type ServerContext,
  withoutIntrospection,
} from './plugins.ts'
import type { RequestScope } from './requestScope.ts'
import { unconditionalSubscriptions } from './unconditionalSubscriptions.ts'

interface PipelineOptions extends Resources {
  schema: GraphQLSchema
  logger: Logger
  limiter: RateLimiter
  config: Pick<Config, 'introspection' | 'maxCost' | 'showCost'>
  observer: Observer | null
}

export type Pipeline = ReturnType<typeof createPipeline>

/** Parse, validate, execute, answer. Tokens are checked and bodies read before it. */
export const createPipeline = ({
  schema,
  logger,
  limiter,
  observer,
  config: { introspection, maxCost, showCost },
  ...resources
}: PipelineOptions) => {
  const shared = { ...resources, reads: new Reads(resources.statements) }
  return createYoga<ServerContext, Context>({
    schema,
    logging: false,
    graphiql: false,
    landingPage: false,
    // Left on, Yoga answers every site with that site's origin and leave to send credentials.
    cors: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    parserAndValidationCache: documentCache(),
    plugins: [
      parameters,
      sizeLimits,
      unconditionalSubscriptions,
      rateLimit(limiter),
      costLimit(schema, maxCost),
      useExtendContext(({ scope }: ServerContext) => createContext(scope, shared)),
      execution(!introspection),
      ...(observer ? [observed(observer)] : []),
      ...(showCost ? [costShown] : []),
      admission,
      answerErrors(logger),
      ...(introspection ? [] : [withoutIntrospection]),
    ],
  })
}

/** Without claims there is no viewer, and `admission` sees to it that no resolver runs to miss one. */
async function createContext(
  { claims, requestId }: RequestScope,
  shared: Omit<Context, 'viewer' | 'requestId'>,
): Promise<Context> {
  const viewer = claims && (await findOrCreateUser(shared.prisma, claims))
  return { viewer, ...shared, requestId } as Context
}
