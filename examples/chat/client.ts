import { retryExchange } from '@urql/exchange-retry'
import { Client, fetchExchange, subscriptionExchange } from 'urql'
import { cache } from './cache/cache.ts'
import { live } from './socket.ts'

/** Errors that pass. Everything that this app sends may be sent twice: ids are its own, and changes name their result. */
const passing = ['DATABASE_ERROR', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR']

export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  exchanges: [
    cache(),
    retryExchange({
      initialDelayMs: 500,
      maxDelayMs: 3_000,
      maxNumberAttempts: Infinity,
      retryIf: ({ networkError, graphQLErrors }) =>
        Boolean(networkError) ||
        graphQLErrors.some(({ extensions }) => passing.includes(`${extensions.code}`)),
    }),
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => ({ unsubscribe: live.subscribe({ query, variables }, sink) }),
      }),
    }),
    fetchExchange,
  ],
})
