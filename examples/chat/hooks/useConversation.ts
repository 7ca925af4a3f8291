import { useEffect, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { CONVERSATION, CONVERSATION_EVENTS, OLDER_MESSAGES } from '../operations.ts'

/**
 * A conversation, kept up to date. One that was open before is in the cache with the cursor of its last event there: what
 * happened since comes as events, and is not read again.
 */
export function useConversation(id: string) {
  const client = useClient()
  const [{ data, fetching }] = useQuery({ query: CONVERSATION, variables: { id } })
  const [isLoading, setIsLoading] = useState(false)
  const conversation = data?.conversation
  const isRead = conversation?.id === id
  useEffect(() => {
    const after = isRead && client.readQuery(CONVERSATION, { id })?.data?.conversation?.eventCursor
    if (!after) return
    const { unsubscribe } = client.subscription(CONVERSATION_EVENTS, { id, after }).subscribe(() => {})
    return unsubscribe
  }, [client, id, isRead])
  const before = conversation?.messages.pageInfo.startCursor
  return {
    conversation: isRead ? conversation : null,
    isMissing: !fetching && data?.conversation === null,
    hasOlder: conversation?.messages.pageInfo.hasPreviousPage ?? false,
    async loadOlder() {
      if (isLoading || !before) return
      setIsLoading(true)
      await client.query(OLDER_MESSAGES, { id, before })
      setIsLoading(false)
    },
  }
}
