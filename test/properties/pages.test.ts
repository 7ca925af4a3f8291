import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testServer } from '../support/server.ts'
import { expectPage } from './expectPage.ts'
import { type Item, items } from './item.ts'
import { openList } from './list.ts'
import { lists } from './lists.ts'
import { patience } from './patience.ts'
import { backward, forward } from './way.ts'

const server = await testServer()
const rows = items({ maxLength: 14 })
const way = fc.constantFrom(forward, backward)
const size = fc.integer({ min: 1, max: 6 })

describe.each(lists)('pages of $name', ({ kind, options, numRuns }) => {
  test('joined are the list, from its front and from its end', () =>
    fc.assert(
      fc.asyncProperty(rows, options, way, size, async (rows, options, way, size) => {
        const list = await openList(server, kind, options, rows)
        const seen: Item[] = []
        for (let cursor: string | null = null, goesOn = true; goesOn; ) {
          const page = await list.read(way.args(size, cursor))
          expectPage(list, page, way.bounds(size, seen.at(-1)))
          seen.push(...way.read(list.itemsOf(page)))
          cursor = page.pageInfo[way.cursor]
          goesOn = page.pageInfo[way.goesOn]
        }
        expect(seen).toEqual(way.read(list.members()))
      }),
      { ...patience, numRuns: 2 * numRuns },
    ))
})
