import { useState } from 'react'
import { useClient, useQuery } from 'urql'
import type { ConversationFilter } from '../../gql/chat/graphql.ts'
import { CONVERSATIONS } from '../operations.ts'

/** The pages of a list that were read, as one, and what reads the next. */
export function useConversations(filter: ConversationFilter) {
  const client = useClient()
  const [{ data }] = useQuery({ query: CONVERSATIONS, variables: { filter } })
  const [isLoading, setIsLoading] = useState(false)
  const { nodes = [], pageInfo } = data?.conversations ?? {}
  return {
    conversations: nodes,
    isRead: Boolean(data),
    hasMore: pageInfo?.hasNextPage ?? false,
    async loadMore() {
      if (isLoading) return
      setIsLoading(true)
      await client.query(CONVERSATIONS, { filter, after: pageInfo?.endCursor })
      setIsLoading(false)
    },
  }
}
