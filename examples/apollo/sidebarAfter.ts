import type { SidebarEventsSubscription, SidebarItemFragment, SidebarQuery } from '../gql/apollo/graphql.ts'

/** What an event makes of the sidebar, which shows the active conversations, newest message first. */
export function sidebarAfter(
  sidebar: SidebarQuery,
  event: SidebarEventsSubscription['conversationListEvents'],
): SidebarQuery {
  const { conversations } = sidebar
  const without = (id: string) => conversations.edges.filter(({ node }) => node.id !== id)
  switch (event.__typename) {
    case 'ConversationDeleted':
      return { ...sidebar, conversations: { ...conversations, edges: without(event.deletedConversationId) } }
    case 'ConversationCreated':
    case 'ConversationChanged': {
      const { conversation } = event
      const edges = without(conversation.id)
      const next = edges.findIndex(({ node }) => timeOf(node) <= timeOf(conversation))
      // What lies beyond the pages that were read comes with them.
      const isBeyond = next < 0 && conversations.pageInfo.hasNextPage
      if (conversation.state === 'ACTIVE' && !isBeyond) {
        const edge = { __typename: 'ConversationEdge' as const, cursor: '', node: conversation }
        edges.splice(next < 0 ? edges.length : next, 0, edge)
      }
      return { ...sidebar, conversations: { ...conversations, edges } }
    }
    default:
      return sidebar
  }
}

const timeOf = ({ lastMessageAt, createdAt }: SidebarItemFragment) => lastMessageAt ?? createdAt
