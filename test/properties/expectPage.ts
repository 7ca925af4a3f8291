import { expect } from 'vitest'
import type { Item } from './item.ts'
import type { List, Page } from './list.ts'
import type { Bounds } from './window.ts'

/** The page is what the list in memory has between these bounds, in every field that tells of it. */
export function expectPage(list: List, page: Page, bounds: Bounds<Item>): void {
  const { rows, hasNextPage, hasPreviousPage } = list.window(bounds)
  const cursors = page.edges.map(({ cursor }) => cursor)
  const nodes = list.ids(rows).map((id) => ({ id }))
  expect(page).toEqual({
    edges: nodes.map((node) => ({ node, cursor: expect.any(String) })),
    nodes,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
    totalCount: list.members().length,
  })
}
