import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { findOrCreateUser } from '../features/user/index.ts'
import type { Context } from '../graphql/context.ts'
import type { PrismaClient } from '../platform/db/generated/client.ts'
import type { EventHub } from '../platform/events/hub.ts'
import type { Logger } from '../platform/logger.ts'
import {
  admission,
  answerErrors,
  execution,
  parameters,
  type ServerContext,
  withoutIntrospection,
} from './plugins.ts'
import type { RequestScope } from './requestScope.ts'

interface PipelineOptions {
  schema: GraphQLSchema
  prisma: PrismaClient
  events: EventHub
  logger: Logger
  introspection: boolean
}

export type Pipeline = ReturnType<typeof createPipeline>

/** Parse, validate, execute, answer. Tokens are checked and bodies read before it. */
export const createPipeline = ({ schema, prisma, events, logger, introspection }: PipelineOptions) =>
  createYoga<ServerContext, Context>({
    schema,
    logging: false,
    graphiql: false,
    landingPage: false,
    // Left on, Yoga answers every site with that site's origin and leave to send credentials.
    cors: false,
    multipart: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    context: ({ scope }) => createContext(scope, prisma, events),
    plugins: [
      parameters,
      execution,
      admission,
      answerErrors(logger),
      ...(introspection ? [] : [withoutIntrospection]),
    ],
  })

/** Without claims there is no viewer, and `admission` sees to it that no resolver runs to miss one. */
async function createContext(
  { claims, requestId }: RequestScope,
  prisma: PrismaClient,
  events: EventHub,
): Promise<Context> {
  const viewer = claims && (await findOrCreateUser(prisma, claims))
  return { viewer, prisma, events, requestId } as Context
}
