import * as fc from 'fast-check'

/** What stands in a list under test, whatever it is a list of: each list takes what it is ordered by. */
export interface Item {
  /** Unique, and the order of the ids. */
  n: number
  title: string | null
  state: 'ACTIVE' | 'ARCHIVED' | 'TRASHED'
  isPinned: boolean
  agentId: string | null
  space: 0 | 1
  hasFiles: boolean
  created: number
  updated: number
  lastMessage: number | null
}

/** So few values that most of them are shared, one millisecond apart. */
const instant = fc.nat({ max: 3 })
/** With an emoji, which UTF-16 and UTF-8 order otherwise beside U+FFFD. */
const title = fc.constantFrom('Zebra', 'apple', 'Apple', 'straße', 'STRASSE', '😀', '\uFFFD', 'é')

const fields = {
  title: fc.option(title),
  state: fc.constantFrom('ACTIVE' as const, 'ARCHIVED' as const, 'TRASHED' as const),
  isPinned: fc.boolean(),
  agentId: fc.constantFrom(null, 'writer', 'coder'),
  space: fc.constantFrom(0 as const, 1 as const),
  hasFiles: fc.boolean(),
  created: instant,
  updated: instant,
  lastMessage: fc.option(instant),
}

const item: fc.Arbitrary<Item> = fc.record({ n: fc.nat({ max: 96 }), ...fields })

export const items = (constraints: { minLength?: number; maxLength: number }): fc.Arbitrary<Item[]> =>
  fc.uniqueArray(item, { selector: ({ n }) => n, ...constraints })

/** A change that can move an item in its list, out of it or into it. */
export const patch: fc.Arbitrary<Partial<Item>> = fc.record(
  {
    title: fields.title,
    state: fields.state,
    created: instant,
    updated: instant,
    lastMessage: fields.lastMessage,
  },
  { requiredKeys: [] },
)
