import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { isIncomplete } from '../../docs/examples/conversation.ts'
import { historyAfter } from './historyAfter.ts'
import { EVENTS, HISTORY, HISTORY_PAGE } from './operations.ts'

/** A conversation and those of its messages that were read, kept up to date. */
export function useConversation(id: string) {
  const { data, fetchMore, refetch, subscribeToMore } = useQuery(HISTORY, {
    variables: { id },
    // What happened while it was not open is not in the cache.
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  })
  const after = data?.conversation?.eventCursor

  useEffect(() => {
    if (!after) return
    return subscribeToMore({
      document: EVENTS,
      variables: { id, after },
      updateQuery(_, { complete, previousData, subscriptionData: { data } }) {
        const event = data.conversationEvents
        // It brings a new cursor, and so a new subscription.
        if (isIncomplete(event)) void refetch()
        return complete ? historyAfter(previousData, event) : undefined
      },
    })
  }, [id, after, subscribeToMore, refetch])

  const { title, messages } = data?.conversation ?? {}
  return {
    title,
    messages: messages?.edges.map(({ node }) => node) ?? [],
    hasOlder: messages?.pageInfo.hasPreviousPage ?? false,
    loadOlder: () =>
      fetchMore({ query: HISTORY_PAGE, variables: { id, before: messages?.pageInfo.startCursor } }),
  }
}
