import { randomBytes } from 'node:crypto'
import { titleKey } from '../../src/platform/text.ts'
import type { Item } from './item.ts'

/** Rows of the tables, as Prisma takes them. */

export const moment = (milliseconds: number): Date => new Date(Date.UTC(2026, 0, 1) + milliseconds)

/** Keys that no other world has, ordered as their numbers. */
export function keysOfItsOwn(): (n: number) => string {
  const prefix = randomBytes(8)
    .toString('hex')
    .match(/(.{8})(.{4})(.{4})/)
  const [, a, b, c] = prefix ?? []
  return (n) => `${a}-${b}-7${c?.slice(1)}-8000-${n.toString(16).padStart(12, '0')}`
}

type ConversationItem = Pick<
  Item,
  'title' | 'state' | 'isPinned' | 'agentId' | 'created' | 'updated' | 'lastMessage'
>

export const conversationColumns = (item: ConversationItem) => ({
  title: item.title,
  titleKey: item.title && titleKey(item.title),
  state: item.state,
  isPinned: item.isPinned,
  agentId: item.agentId,
  createdAt: moment(item.created),
  updatedAt: moment(item.updated),
  lastMessageAt: item.lastMessage === null ? null : moment(item.lastMessage),
  sortAt: moment(item.lastMessage ?? item.created),
  archivedAt: item.state === 'ARCHIVED' ? moment(0) : null,
  trashedAt: item.state === 'TRASHED' ? moment(0) : null,
})

export const fileColumns = (id: string) => ({
  id,
  name: 'notes.txt',
  contentType: 'text/plain',
  size: 1,
  storagePath: `files/${id}`,
})
