import type { Client } from '../support/client.ts'

interface Connection<Node> {
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

/** Every node of a list, page by page from its front, by a query that takes `$after`. */
export async function allNodes<Node>(
  user: Client,
  query: string,
  variables: object,
  // biome-ignore lint/suspicious/noExplicitAny: data are whatever the query says that they are
  connectionIn: (data: any) => Connection<Node>,
): Promise<Node[]> {
  const nodes: Node[] = []
  for (let after: string | null = null, goesOn = true; goesOn; ) {
    const page: Connection<Node> = connectionIn(await user.data(query, { ...variables, after }))
    nodes.push(...page.nodes)
    after = page.pageInfo.endCursor
    goesOn = page.pageInfo.hasNextPage
  }
  return nodes
}
