import { GraphQLError } from 'graphql'

/** Says that an operation asks for too much, with what else there is to tell of it. */
export const tooComplex = (message: string, extensions: Record<string, unknown> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX', ...extensions } })
