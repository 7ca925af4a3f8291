import type { Cache } from '@urql/exchange-graphcache'
import type { ConversationFilter, ConversationItemFragment } from '../../gql/chat/graphql.ts'
import { CONVERSATION_ITEM } from '../operations.ts'
import { forget, infoOf, keysOn, pagesOf, show, takeOff } from './pages.ts'

/** The lists of conversations in the cache, each the pages of one filter, newest message first. */
const pages = (cache: Cache) => pagesOf(cache, 'Query', 'conversations')

const keyOf = (id: string) => `Conversation:${id}`

const timeOf = (cache: Cache, key: string) =>
  (cache.resolve(key, 'lastMessageAt') ?? cache.resolve(key, 'createdAt')) as string

function belongs(conversation: ConversationItemFragment, filter: ConversationFilter): boolean {
  const { spaceId, isPinned, states } = filter
  return (
    (!spaceId || spaceId === conversation.space.id) &&
    (isPinned == null || isPinned === conversation.isPinned) &&
    (states ?? ['ACTIVE']).includes(conversation.state)
  )
}

/** Puts a conversation where it now stands in each list. What lies beyond the pages that were read comes with them. */
export function place(cache: Cache, id: string): void {
  const conversation = cache.readFragment(CONVERSATION_ITEM, keyOf(id))
  if (!conversation) return
  takeOff(cache, pages(cache), keyOf(id))
  const time = timeOf(cache, keyOf(id))
  const done = new Set<string>()
  // The pages of a list are in the order in which they were read, from the top.
  for (const page of pages(cache)) {
    const filter = page.args.filter as ConversationFilter
    const list = JSON.stringify(filter)
    if (done.has(list) || !belongs(conversation, filter)) continue
    const keys = keysOn(cache, page)
    const next = keys.findIndex((other) => timeOf(cache, other) <= time)
    if (next < 0 && infoOf(cache, page, 'hasNextPage')) continue
    show(cache, page, keys.toSpliced(next < 0 ? keys.length : next, 0, keyOf(id)))
    done.add(list)
  }
}

/** Takes a conversation that is deleted out of all lists. */
export function remove(cache: Cache, id: string): void {
  takeOff(cache, pages(cache), keyOf(id))
  cache.link('Query', 'conversation', { id }, null)
}

/** Has all lists read again. */
export const forgetLists = (cache: Cache): void => forget(cache, 'Query', 'conversations')
