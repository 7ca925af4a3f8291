import { useEffect } from 'react'
import { useClient } from 'urql'
import type { FileItemFragment } from '../../gql/chat/graphql.ts'
import { FILE } from '../operations.ts'

/** Has the URLs of a file renewed while it is shown: they are valid for some minutes. */
export function useFresh({ id, urlExpiresAt }: FileItemFragment): void {
  const client = useClient()
  useEffect(() => {
    if (!urlExpiresAt) return
    const renew = () => void client.query(FILE, { id }, { requestPolicy: 'network-only' }).toPromise()
    const timer = setTimeout(renew, Math.max(Date.parse(urlExpiresAt) - Date.now() - 30_000, 10_000))
    return () => clearTimeout(timer)
  }, [client, id, urlExpiresAt])
}
