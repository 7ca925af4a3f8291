import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { OperationTypeNode } from 'graphql'
import type { Client as Socket } from 'graphql-ws'
import { after, CONVERSATION, type Conversation, EVENTS, type Event, isIncomplete } from './conversation.ts'
import { resuming } from './resuming.ts'

export const conversationQuery = gql(CONVERSATION)
const eventsSubscription = gql(EVENTS)

export const apolloClient = (
  uri: string,
  socket: Socket,
  headers: Record<string, string>,
  possibleTypes: Record<string, string[]>,
): ApolloClient =>
  new ApolloClient({
    cache: new InMemoryCache({ possibleTypes }),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(resuming(socket)),
      new HttpLink({ uri, headers }),
    ),
  })

/** Reads a conversation into the cache and keeps it up to date there, until it must be read again. */
export async function watchWithApollo(
  client: ApolloClient,
  id: string,
  again: () => void,
): Promise<() => void> {
  const read = { query: conversationQuery, variables: { id } }
  const { data } = await client.query<{ conversation: Conversation }>({
    ...read,
    fetchPolicy: 'network-only',
  })
  const subscription = client
    .subscribe<{ conversationEvents: Event }>({
      query: eventsSubscription,
      variables: { id, after: data?.conversation.eventCursor },
      // The events themselves are nothing to keep.
      fetchPolicy: 'no-cache',
    })
    .subscribe(({ data }) => {
      const event = data?.conversationEvents
      if (!event) return
      if (isIncomplete(event)) {
        subscription.unsubscribe()
        again()
      } else {
        client.cache.updateQuery<{ conversation: Conversation }>(
          read,
          (data) => data && { ...data, conversation: after(data.conversation, event) },
        )
      }
    })
  return () => subscription.unsubscribe()
}
