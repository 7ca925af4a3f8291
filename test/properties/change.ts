import * as fc from 'fast-check'
import { type Item, patch } from './item.ts'
import type { List } from './list.ts'

/** What happens to a list between two of its pages. */
export type Change =
  | { kind: 'insert' }
  | { kind: 'deleteCursor' }
  | { kind: 'delete'; at: number }
  | { kind: 'bump'; at: number; patch: Partial<Item> }

const at = fc.nat({ max: 20 })

export const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant({ kind: 'insert' as const }),
  fc.constant({ kind: 'deleteCursor' as const }),
  fc.record({ kind: fc.constant('delete' as const), at }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bump' as const), at, patch }) },
)

/** Makes the change and answers with the item that it touched, if any. */
export async function apply(
  list: List,
  change: Change | undefined,
  cursor: Item | undefined,
  spare: Item[],
): Promise<Item | undefined> {
  const item = change && itemOf(list, change, cursor, spare)
  if (!item) return undefined
  if (change.kind === 'insert') await list.insert([item])
  else if (change.kind === 'bump') await list.update({ ...item, ...change.patch })
  else await list.remove(item)
  return item
}

function itemOf({ items }: List, change: Change, cursor: Item | undefined, spare: Item[]): Item | undefined {
  if (change.kind === 'insert') return spare.pop()
  if (change.kind === 'deleteCursor') return items.find(({ n }) => n === cursor?.n)
  return items[change.at % items.length]
}
