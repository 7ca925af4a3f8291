import type { Cache } from '@urql/exchange-graphcache'
import type { ListEventsSubscription, SpaceItemFragment } from '../../gql/chat/graphql.ts'
import { VIEWER } from '../operations.ts'
import { forgetLists, place, remove } from './lists.ts'
import { forget } from './pages.ts'

type ListEvent = ListEventsSubscription['conversationListEvents']

/** Objects in an event are in the cache already: what is left to do is in which lists they are. */
export function applyListEvent(cache: Cache, event: ListEvent) {
  switch (event.__typename) {
    case 'ConversationCreated':
    case 'ConversationChanged':
      return place(cache, event.conversation.id)
    case 'ConversationDeleted':
      return remove(cache, event.deletedConversationId)
    case 'SpaceCreated':
      return addSpace(cache, event.space)
    case 'SpaceDeleted':
      changeSpaces(cache, (spaces) => spaces.filter(({ id }) => id !== event.deletedSpaceId))
      return forgetLists(cache)
    case 'ResyncRequired':
      forget(cache, 'Query', 'spaces')
      return forgetLists(cache)
  }
}

export const addSpace = (cache: Cache, space: SpaceItemFragment): void =>
  changeSpaces(cache, (spaces) => [...spaces.filter(({ id }) => id !== space.id), space])

function changeSpaces(cache: Cache, change: (spaces: SpaceItemFragment[]) => SpaceItemFragment[]): void {
  cache.updateQuery(
    { query: VIEWER },
    (data) => data && { ...data, spaces: { ...data.spaces, nodes: change(data.spaces.nodes) } },
  )
}
