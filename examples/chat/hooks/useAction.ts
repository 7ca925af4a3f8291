import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { createContext, use } from 'react'
import { useClient } from 'urql'

/** Tells the person something that passes. */
export const Notify = createContext<(text: string) => void>(() => {})

/** Runs a mutation, and says so where it was refused. It is shown as done before it is. */
export function useAction() {
  const client = useClient()
  const notify = use(Notify)
  return async <Data extends object, Variables extends object>(
    mutation: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<void> => {
    const { data, error } = await client.mutation(mutation, variables)
    const [result] = Object.values(data ?? {}) as ({ detail?: string } | null)[]
    const refusal = error?.message ?? result?.detail
    if (refusal) notify(refusal)
  }
}
