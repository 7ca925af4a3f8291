import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testServer } from '../support/server.ts'
import { apply, change } from './change.ts'
import { expectPage } from './expectPage.ts'
import { type Item, items } from './item.ts'
import { openList } from './list.ts'
import { lists } from './lists.ts'
import { patience } from './patience.ts'
import { backward, forward } from './way.ts'

const server = await testServer()
const rows = items({ minLength: 4, maxLength: 18 })
const changes = fc.array(change, { minLength: 1, maxLength: 6 })
const size = fc.integer({ min: 1, max: 4 })
const way = fc.constantFrom(forward, backward)

describe.each(lists)('while $name change', ({ kind, options, numRuns }) => {
  test('each page goes on where the last one ended, and no other item is repeated or skipped', () =>
    fc.assert(
      fc.asyncProperty(rows, options, way, size, changes, async (rows, options, way, size, changes) => {
        const spare = rows.slice(0, 3)
        const list = await openList(server, kind, options, rows.slice(3))
        const untouched = new Set(way.read(list.members()).map(({ n }) => n))
        const [pending, seen]: [typeof changes, Item[]] = [[...changes], []]
        for (let cursor: string | null = null, goesOn = true; goesOn; ) {
          const page = await list.read(way.args(size, cursor))
          expectPage(list, page, way.bounds(size, seen.at(-1)))
          seen.push(...way.read(list.itemsOf(page)))
          cursor = page.pageInfo[way.cursor]
          goesOn = page.pageInfo[way.goesOn]
          const touched = await apply(list, pending.shift(), seen.at(-1), spare)
          untouched.delete(touched?.n ?? -1)
        }
        expect(seen.map(({ n }) => n).filter((n) => untouched.has(n))).toEqual([...untouched])
      }),
      { ...patience, numRuns },
    ))
})
