import { GraphQLError } from 'graphql'

/** Arguments that a client can put right; `extensions.code` is BAD_USER_INPUT. */
export const badUserInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
