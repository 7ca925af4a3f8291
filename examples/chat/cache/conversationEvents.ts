import type { Cache } from '@urql/exchange-graphcache'
import { type PartEvent, partsAfter } from '../../../docs/examples/conversation.ts'
import type { ConversationEventsSubscription } from '../../gql/chat/graphql.ts'
import { EVENT_CURSOR, MESSAGE_PARTS } from '../operations.ts'
import { remove } from './lists.ts'
import { insertMessage } from './messages.ts'
import { forget, pagesOf, takeOff } from './pages.ts'

type ConversationEvent = ConversationEventsSubscription['conversationEvents']

/** What an event makes of an open conversation. It then goes on from that event, also when it is opened again. */
export function applyConversationEvent(cache: Cache, id: string, event: ConversationEvent): void {
  apply(cache, id, event)
  cache.writeFragment(EVENT_CURSOR, { __typename: 'Conversation', id, eventCursor: event.cursor })
}

const keyOf = (messageId: string) => `Message:${messageId}`

function apply(cache: Cache, id: string, event: ConversationEvent) {
  const conversation = { __typename: 'Conversation', id }
  switch (event.__typename) {
    case 'MessageAdded':
      return insertMessage(cache, id, event.message.id)
    case 'MessageDelta':
    case 'MessagePartAdded':
    case 'MessagePartChanged': {
      const message = cache.readFragment(MESSAGE_PARTS, keyOf(event.messageId))
      if (!message) return
      const parts = partsAfter(message.parts, event as PartEvent)
      cache.writeFragment(MESSAGE_PARTS, { ...message, parts } as typeof message)
      return
    }
    case 'MessageDeleted':
      return takeOff(cache, pagesOf(cache, conversation, 'messages'), keyOf(event.deletedMessageId))
    case 'ConversationDeleted':
      return remove(cache, id)
    case 'MessagesReplaced':
    case 'ResyncRequired':
      // Events that follow are of what happens after this reading.
      return forget(cache, conversation, 'messages')
  }
}
