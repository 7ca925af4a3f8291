import { useEffect } from 'react'
import { useClient, useQuery } from 'urql'
import { LIST_EVENTS, VIEWER } from '../operations.ts'

/** Who is here and their spaces. All lists stay up to date from then on, as they are read after this cursor. */
export function useViewer() {
  const client = useClient()
  const [{ data }] = useQuery({ query: VIEWER })
  const isRead = Boolean(data)
  useEffect(() => {
    const after = isRead && client.readQuery(VIEWER, {})?.data?.viewer.conversationListCursor
    if (!after) return
    const { unsubscribe } = client.subscription(LIST_EVENTS, { after }).subscribe(() => {})
    return unsubscribe
  }, [client, isRead])
  return data
}
