import type { Cache } from '@urql/exchange-graphcache'
import { keysOn, pagesOf, show } from './pages.ts'

/** Puts a message of the cache among the newest of its conversation, unless it is there. */
export function insertMessage(cache: Cache, conversationId: string, messageId: string): void {
  const conversation = { __typename: 'Conversation', id: conversationId }
  // A conversation of which nothing was read yet will be read with it.
  const newest = pagesOf(cache, conversation, 'messages').find(({ args }) => !args.before)
  if (!newest) return
  const key = `Message:${messageId}`
  const positionOf = (other: string) => cache.resolve(other, 'position') as number
  const others = keysOn(cache, newest).filter((other) => other !== key)
  const next = others.findIndex((other) => positionOf(other) > positionOf(key))
  show(cache, newest, others.toSpliced(next < 0 ? others.length : next, 0, key))
}
