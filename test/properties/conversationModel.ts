import { titleKey } from '../../src/platform/text.ts'
import type { Item } from './item.ts'
import type { Filter, Options, OrderField } from './options.ts'
import { moment } from './rows.ts'

/** What filters and orders of conversations mean, told in memory. */

export function matches(filter: Filter, item: Item): boolean {
  const { states, isPinned, agentId, hasFiles } = filter
  const created = moment(item.created)
  const last = item.lastMessage === null ? null : moment(item.lastMessage)
  return (
    (states ?? ['ACTIVE']).includes(item.state) &&
    (isPinned ?? item.isPinned) === item.isPinned &&
    (agentId ?? item.agentId) === item.agentId &&
    (hasFiles ?? item.hasFiles) === item.hasFiles &&
    (!filter.createdAfter || created > filter.createdAfter) &&
    (!filter.createdBefore || created < filter.createdBefore) &&
    (!filter.lastMessageAfter || (last !== null && last > filter.lastMessageAfter)) &&
    (!filter.lastMessageBefore || (last !== null && last < filter.lastMessageBefore))
  )
}

const compareTitles = (a: Item, b: Item) =>
  Buffer.compare(Buffer.from(titleKey(a.title ?? '')), Buffer.from(titleKey(b.title ?? '')))

const comparisons: Record<OrderField, (a: Item, b: Item) => number> = {
  LAST_MESSAGE_AT: (a, b) => (a.lastMessage ?? a.created) - (b.lastMessage ?? b.created),
  CREATED_AT: (a, b) => a.created - b.created,
  UPDATED_AT: (a, b) => a.updated - b.updated,
  TITLE: compareTitles,
}

export function comparison({
  field,
  direction,
}: NonNullable<Options['orderBy']>): (a: Item, b: Item) => number {
  const sign = direction === 'ASC' ? 1 : -1
  const untitledLast = (a: Item, b: Item) =>
    field === 'TITLE' ? Number(a.title === null) - Number(b.title === null) : 0
  return (a, b) => untitledLast(a, b) || sign * (comparisons[field](a, b) || a.n - b.n)
}
