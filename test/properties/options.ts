import * as fc from 'fast-check'
import type { Item } from './item.ts'
import { moment } from './rows.ts'

/** What a list of conversations can be asked with. */
export type OrderField = 'LAST_MESSAGE_AT' | 'CREATED_AT' | 'UPDATED_AT' | 'TITLE'

export interface Filter {
  states?: Item['state'][] | null
  isPinned?: boolean | null
  agentId?: string
  hasFiles?: boolean
  createdAfter?: Date
  createdBefore?: Date
  lastMessageAfter?: Date
  lastMessageBefore?: Date
}

export interface Options {
  filter?: Filter | null
  orderBy?: { field: OrderField; direction: 'ASC' | 'DESC' } | null
}

const states = fc.array(fc.constantFrom('ACTIVE' as const, 'ARCHIVED' as const, 'TRASHED' as const), {
  maxLength: 4,
})
const bound = fc.nat({ max: 3 }).map(moment)

const condition: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ isPinned: fc.option(fc.boolean()) }),
  fc.record({ agentId: fc.constantFrom('writer', 'coder', 'nobody') }),
  fc.record({ hasFiles: fc.boolean() }),
  fc.record({ createdAfter: bound }),
  fc.record({ createdBefore: bound }),
  fc.record({ lastMessageAfter: bound }),
  fc.record({ lastMessageBefore: bound }),
)

/** Few conditions at once, so that lists are seldom empty. */
const filter: fc.Arbitrary<Filter> = fc
  .tuple(fc.record({ states: fc.option(states, { freq: 9 }) }), fc.array(condition, { maxLength: 2 }))
  .map(([states, conditions]) => Object.assign({}, states, ...conditions))

const orderBy = fc.record({
  field: fc.constantFrom<OrderField>('LAST_MESSAGE_AT', 'CREATED_AT', 'UPDATED_AT', 'TITLE'),
  direction: fc.constantFrom('ASC' as const, 'DESC' as const),
})

export const options: fc.Arbitrary<Options> = fc.record({ filter, orderBy }, { requiredKeys: [] })
