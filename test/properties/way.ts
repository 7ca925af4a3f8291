import type { Item } from './item.ts'
import type { PageArgs } from './list.ts'
import type { Bounds } from './window.ts'

/** A direction to read a list in, page by page. */
export interface Way {
  args: (size: number, cursor: string | null) => PageArgs
  bounds: (size: number, place: Item | undefined) => Bounds<Item>
  cursor: 'endCursor' | 'startCursor'
  goesOn: 'hasNextPage' | 'hasPreviousPage'
  /** Rows as they are come upon. */
  read: (rows: Item[]) => Item[]
}

export const forward: Way = {
  args: (first, after) => ({ first, after }),
  bounds: (first, after) => ({ first, after }),
  cursor: 'endCursor',
  goesOn: 'hasNextPage',
  read: (rows) => rows,
}

export const backward: Way = {
  args: (last, before) => ({ last, before }),
  bounds: (last, before) => ({ last, before }),
  cursor: 'startCursor',
  goesOn: 'hasPreviousPage',
  read: (rows) => rows.toReversed(),
}
