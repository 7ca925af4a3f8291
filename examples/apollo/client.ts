import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client'
import { RetryLink } from '@apollo/client/link/retry'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { OperationTypeNode } from 'graphql'
import { createClient } from 'graphql-ws'
import { resuming } from '../../docs/examples/resuming.ts'
import { cache } from './cache.ts'

const socket = createClient({
  url: `${location.origin.replace('http', 'ws')}/graphql`,
  retryAttempts: Infinity,
  shouldRetry: () => true,
})

export const client = new ApolloClient({
  cache,
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(resuming(socket)),
    // What this app sends may be sent twice: messages have ids of its own.
    ApolloLink.from([
      new RetryLink({ delay: { max: 3_000 }, attempts: { max: Infinity } }),
      new HttpLink({ uri: '/graphql' }),
    ]),
  ),
})
