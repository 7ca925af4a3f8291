import { readFileSync } from 'node:fs'

/** The document in a workload's folder in the dialect of a peer: the contract's, or one whose aliases give its names. */
export function documentOf(folder, { dialect = 'operation' }) {
  return readFileSync(new URL(`${folder}/${dialect}.graphql`, import.meta.url), 'utf8')
}

/** The body of a request: the document is written once for a peer, so that each can keep what it made of it. */
export const bodyOf = (folder, peer, operationName, variables = {}) => ({
  query: documentOf(folder, peer),
  operationName,
  variables,
})
