import { type Cache, cacheExchange, type UpdateResolver } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import type { IntrospectionQuery } from 'graphql'
import type { SpaceItemFragment } from '../../gql/chat/graphql.ts'
import introspection from '../../gql/chat/introspection.json'
import { applyConversationEvent } from './conversationEvents.ts'
import { addSpace, applyListEvent } from './listEvents.ts'
import { place, remove } from './lists.ts'
import { insertMessage } from './messages.ts'
import { optimistic } from './optimistic.ts'

const schema = introspection as unknown as IntrospectionQuery

/** Connections are pages that become one list; what has no id of its own belongs to what it stands in. */
const withoutId = schema.__schema.types
  .filter((type) => type.kind === 'OBJECT' && type.fields.every(({ name }) => name !== 'id'))
  .map(({ name }) => name)

interface Result {
  __typename: string
  conversation?: { id: string }
  message?: { id: string; conversation: { id: string } }
  deletedConversationId?: string
  space?: SpaceItemFragment
}

/** Shows what a mutation answers, without waiting for the event that tells it. A refusal has none of these. */
function applyResult(cache: Cache, { conversation, message, deletedConversationId, space }: Result): void {
  if (conversation) place(cache, conversation.id)
  if (message) insertMessage(cache, message.conversation.id, message.id)
  if (deletedConversationId) remove(cache, deletedConversationId)
  if (space) addSpace(cache, space)
}

const applied = (mutation: string): [string, UpdateResolver] => [
  mutation,
  (result, _, cache) => applyResult(cache, result[mutation] as unknown as Result),
]

export const cache = () =>
  cacheExchange({
    schema,
    keys: Object.fromEntries(withoutId.map((type) => [type, () => null])),
    resolvers: {
      Query: { conversations: relayPagination() },
      Conversation: { messages: relayPagination({ mergeMode: 'outwards' }) },
    },
    optimistic,
    updates: {
      Mutation: {
        ...Object.fromEntries([...Object.keys(optimistic), 'addMessage', 'createSpace'].map(applied)),
        createConversation(result, _, cache) {
          const { conversation } = result.createConversation as unknown as Result
          if (!conversation) return
          const { id } = conversation
          place(cache, id)
          cache.link('Query', 'conversation', { id }, { __typename: 'Conversation', id })
        },
      },
      Subscription: {
        conversationListEvents: (result, _, cache) =>
          applyListEvent(cache, result.conversationListEvents as never),
        conversationEvents: (result, { conversationId }, cache) =>
          applyConversationEvent(cache, conversationId as string, result.conversationEvents as never),
      },
    },
  })
