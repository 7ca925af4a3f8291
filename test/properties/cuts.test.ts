import * as fc from 'fast-check'
import { test } from 'vitest'
import { testServer } from '../support/server.ts'
import { expectPage } from './expectPage.ts'
import { items } from './item.ts'
import { openList } from './list.ts'
import { lists } from './lists.ts'

const server = await testServer()

const count = fc.integer({ min: 1, max: 8 })
const place = fc.option(fc.nat({ max: 13 }), { nil: undefined })
const size = fc.oneof(fc.record({ first: count }), fc.record({ last: count }), fc.constant({}))
const cuts = fc.array(fc.record({ size, after: place, before: place }), { minLength: 1, maxLength: 6 })

test.each(lists)(
  'pages of $name are slices of it between any two cursors, also of what is filtered out',
  (it) =>
    fc.assert(
      fc.asyncProperty(items({ maxLength: 14 }), it.options, cuts, async (rows, options, cuts) => {
        const list = await openList(server, it.kind, options, rows)
        const marks = await list.marks()
        for (const { size, after, before } of cuts) {
          const [a, b] = [marks[after ?? -1], marks[before ?? -1]]
          const page = await list.read({ ...size, after: a?.cursor, before: b?.cursor })
          expectPage(list, page, { ...size, after: a?.item, before: b?.item })
        }
      }),
      { numRuns: it.numRuns },
    ),
)

const numbered = fc.array(
  fc.record({ first: count, offset: fc.nat({ max: 16 }), after: place, before: place }),
  { minLength: 1, maxLength: 6 },
)

test.each(lists.slice(0, 2))('pages of $name by number are slices of it', (it) =>
  fc.assert(
    fc.asyncProperty(items({ maxLength: 14 }), it.options, numbered, async (rows, options, cuts) => {
      const list = await openList(server, it.kind, options, rows)
      const marks = await list.marks()
      for (const { after, before, ...size } of cuts) {
        const [a, b] = [marks[after ?? -1], marks[before ?? -1]]
        const page = await list.read({ ...size, after: a?.cursor, before: b?.cursor })
        expectPage(list, page, { ...size, after: a?.item, before: b?.item })
      }
    }),
    { numRuns: it.numRuns },
  ),
)
