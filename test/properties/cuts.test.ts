import * as fc from 'fast-check'
import { test } from 'vitest'
import { testServer } from '../support/server.ts'
import { expectPage } from './expectPage.ts'
import { items } from './item.ts'
import { openList } from './list.ts'
import { lists } from './lists.ts'
import { options as conversationOptions } from './options.ts'
import { patience } from './patience.ts'
import type { Bounds } from './window.ts'

const server = await testServer()

interface Cut {
  size: Bounds<never>
  after?: number | undefined
  before?: number | undefined
}

const count = fc.integer({ min: 1, max: 8 })
const place = fc.option(fc.nat({ max: 27 }), { nil: undefined })
const size = fc.oneof(fc.record({ first: count }), fc.record({ last: count }), fc.constant({}))
const cut = fc.record({ size, after: place, before: place })
const number = fc.record({ first: count, offset: fc.nat({ max: 30 }) })
const numberedCut = fc.oneof(
  fc.record({ size: number, after: place }),
  fc.record({ size: number, before: place }),
)

/** Pages that begin and end at places of the list, those of what is filtered out among them. */
const slicesAreRight = ({ kind, options, numRuns }: (typeof lists)[number], cut: fc.Arbitrary<Cut>) =>
  fc.assert(
    fc.asyncProperty(
      items({ maxLength: 28 }),
      options,
      fc.array(cut, { minLength: 1, maxLength: 4 }),
      async (rows, options, cuts) => {
        const list = await openList(server, kind, options, rows)
        const marks = await list.marks()
        for (const { size, after, before } of cuts) {
          const [a, b] = [marks[after ?? -1], marks[before ?? -1]]
          const page = await list.read({ ...size, after: a?.cursor, before: b?.cursor })
          expectPage(list, page, { ...size, after: a?.item, before: b?.item })
        }
      },
    ),
    { ...patience, numRuns },
  )

test.each(lists)('pages of $name are slices of it between any two cursors', (it) => slicesAreRight(it, cut))

const numbered = lists.filter(({ options }) => options === conversationOptions)

test.each(numbered)('pages of $name by number are slices of it', (it) => slicesAreRight(it, numberedCut))
