import { after, type Conversation, type Event } from '../../docs/examples/conversation.ts'
import type { HistoryEventsSubscription, HistoryQuery } from '../gql/apollo/graphql.ts'

type Edge = NonNullable<HistoryQuery['conversation']>['messages']['edges'][number]

/** What an event makes of a conversation: its messages are changed as the documentation says, and become edges again. */
export function historyAfter(
  history: HistoryQuery,
  event: HistoryEventsSubscription['conversationEvents'],
): HistoryQuery {
  const { conversation } = history
  if (!conversation || event.__typename === 'ConversationDeleted') return { ...history, conversation: null }
  const edges = new Map(conversation.messages.edges.map((edge) => [edge.node.id, edge]))
  const nodes = conversation.messages.edges.map(({ node }) => node)
  const changed = after({ ...conversation, messages: { nodes } } as Conversation, event as Event)
  return {
    ...history,
    conversation: {
      ...conversation,
      title: changed.title,
      messages: {
        ...conversation.messages,
        edges: changed.messages.nodes.map((node) => ({
          __typename: 'MessageEdge',
          cursor: '',
          ...edges.get(node.id),
          node,
        })) as Edge[],
      },
    },
  }
}
