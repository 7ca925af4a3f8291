import { Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import type { IntrospectionQuery } from 'graphql'
import type { Client as Socket } from 'graphql-ws'
import { after, CONVERSATION, type Conversation, EVENTS, type Event, isIncomplete } from './conversation.ts'
import { resuming } from './resuming.ts'

export function urqlClient(
  url: string,
  socket: Socket,
  headers: Record<string, string>,
  schema: IntrospectionQuery,
): Client {
  const live = resuming(socket)
  const cache = cacheExchange({
    schema,
    keys: Object.fromEntries(typesWithoutId(schema).map((type) => [type, () => null])),
    updates: {
      Subscription: {
        conversationEvents: ({ conversationEvents: event }, { conversationId: id }, cache) =>
          cache.updateQuery<{ conversation: Conversation }>(
            { query: CONVERSATION, variables: { id: id as string } },
            (data) => data && { ...data, conversation: after(data.conversation, event as unknown as Event) },
          ),
      },
    },
  })
  const subscriptions = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({ unsubscribe: live.subscribe({ query, variables }, sink) }),
    }),
  })
  return new Client({
    url,
    preferGetMethod: false,
    fetchOptions: { headers },
    exchanges: [cache, subscriptions, fetchExchange],
  })
}

/** Reads a conversation into the cache and keeps it up to date there, until it must be read again. */
export async function watchWithUrql(client: Client, id: string, again: () => void): Promise<() => void> {
  const { data, error } = await client.query(CONVERSATION, { id }, { requestPolicy: 'network-only' })
  if (error) throw error
  const { unsubscribe } = client
    .subscription(EVENTS, { id, after: data.conversation.eventCursor })
    .subscribe(({ data }) => {
      if (!data || !isIncomplete(data.conversationEvents)) return
      unsubscribe()
      again()
    })
  return unsubscribe
}

const typesWithoutId = ({ __schema }: IntrospectionQuery): string[] =>
  __schema.types
    .filter((type) => type.kind === 'OBJECT' && type.fields.every(({ name }) => name !== 'id'))
    .map(({ name }) => name)
