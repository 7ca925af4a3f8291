import type { Sql } from '../../platform/db/sql.ts'
import type { FieldCost } from '../cost.ts'
import { badUserInput } from '../errors.ts'
import { decodeCursor } from './cursor.ts'
import type { Order } from './declare.ts'

/** The arguments of a connection, as every list of the schema has them. */
export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
  /** Rows to skip after the cursor. */
  offset?: number | null
}

/** Which part of a list a page shows: so many rows from the front, or from the back, between two places. */
export interface Window extends Size, Places {}

interface Size {
  size: number
  offset: number
  isBackward: boolean
}

export interface Places {
  after: Place | null
  before: Place | null
}

/** A place in an order, as a statement says it. */
export interface Place {
  key: Sql
  id: Sql
}

const DEFAULT_SIZE = 20
const MAX_SIZE = 100
const MAX_OFFSET = 10_000

/** How much arguments ask for; BAD_USER_INPUT where that cannot be. */
export function readWindow({ first, last, offset }: PageArgs): Size {
  if (first != null && last != null) throw badUserInput('Give "first" or "last", not both.')
  checkRange('first', first, 1, MAX_SIZE)
  checkRange('last', last, 1, MAX_SIZE)
  checkRange('offset', offset, 0, MAX_OFFSET)
  if (offset && last != null)
    throw badUserInput('Argument "offset" skips rows after a cursor: give it with "first".')
  return { size: first ?? last ?? DEFAULT_SIZE, offset: offset ?? 0, isBackward: last != null }
}

/** Between which cursors; BAD_USER_INPUT where one is none of this order. */
export const readCursors = ({ after, before }: PageArgs, order: Order) => ({
  after: after == null ? null : decodeCursor(order, 'after', after),
  before: before == null ? null : decodeCursor(order, 'before', before),
})

function checkRange(name: string, value: number | null | undefined, least: number, most: number): void {
  if (value != null && (value < least || value > most))
    throw badUserInput(
      `Argument "${name}" must be from ${least} to ${most.toLocaleString('en')}; it is ${value}.`,
    )
}

/** A row that is only skipped costs a tenth. */
const SKIPPING = 10

/** What a page costs, also where its arguments are such that it will be refused. */
export const pageCost: FieldCost = ({ first, last, offset }, each) =>
  clamp(first ?? last ?? DEFAULT_SIZE, MAX_SIZE) * each + clamp(offset ?? 0, MAX_OFFSET) / SKIPPING

const clamp = (value: unknown, most: number): number =>
  typeof value === 'number' ? Math.min(Math.max(value, 0), most) : most
