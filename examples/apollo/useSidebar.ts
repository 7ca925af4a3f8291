import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { LIST_EVENTS, SIDEBAR, SIDEBAR_PAGE } from './operations.ts'
import { sidebarAfter } from './sidebarAfter.ts'

/** The pages of the sidebar as one list, kept up to date. */
export function useSidebar() {
  const { data, fetchMore, refetch, subscribeToMore } = useQuery(SIDEBAR)
  const after = data?.viewer.conversationListCursor

  useEffect(() => {
    if (!after) return
    return subscribeToMore({
      document: LIST_EVENTS,
      variables: { after },
      updateQuery(_, { complete, previousData, subscriptionData: { data } }) {
        const event = data.conversationListEvents
        // It brings a new cursor, and so a new subscription.
        if (event.__typename === 'ResyncRequired') void refetch()
        return complete ? sidebarAfter(previousData, event) : undefined
      },
    })
  }, [after, subscribeToMore, refetch])

  const { edges = [], pageInfo } = data?.conversations ?? {}
  return {
    conversations: edges.map(({ node }) => node),
    hasMore: pageInfo?.hasNextPage ?? false,
    loadMore: () => fetchMore({ query: SIDEBAR_PAGE, variables: { after: pageInfo?.endCursor } }),
  }
}
