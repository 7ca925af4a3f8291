import { InMemoryCache } from '@apollo/client'
import { relayStylePagination } from '@apollo/client/utilities'
import possibleTypes from '../gql/apollo/possibleTypes.ts'

/** Pages become one list; `first` and `last` do not tell lists apart, filters and orders would. */
export const cache = new InMemoryCache({
  possibleTypes: possibleTypes.possibleTypes,
  typePolicies: {
    Query: { fields: { conversations: relayStylePagination(['filter', 'orderBy']) } },
    Conversation: { fields: { messages: relayStylePagination() } },
    // Replaced as a whole: parts have no ids.
    Message: { fields: { parts: { merge: false } } },
  },
})
