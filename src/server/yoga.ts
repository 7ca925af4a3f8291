import { createYoga } from 'graphql-yoga'
import type { Logger } from '../platform/logger.ts'
import type { Operations } from './operations.ts'
import { answerErrors, execution, parameters, type ServerContext } from './plugins.ts'

/** What HTTP has to say to requests of every kind. Tokens are checked and bodies read before it. */
export const yogaFor = (operations: Operations, logger: Logger) =>
  createYoga<ServerContext>({
    logging: false,
    graphiql: false,
    landingPage: false,
    // Left on, Yoga answers every site with that site's origin and leave to send credentials.
    cors: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    parserAndValidationCache: false,
    plugins: [parameters, execution(operations), answerErrors(logger)],
  })
