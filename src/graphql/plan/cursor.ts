import { isCleanText } from '../../platform/text.ts'
import { parseDateTime } from '../dateTime.ts'
import { badUserInput } from '../errors.ts'
import type { Order } from './declare.ts'

/** What a cursor holds: the place it marks, and what it is a cursor of. */
export interface Cursor {
  /** The parent's key: a page under another parent does not take it. */
  parent: string
  key: string | number
  id: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A key as the database takes it, or null: PostgreSQL refuses some of the offsets and fractions that RFC 3339 has. */
const readKey: Record<Order['keyType'], (key: unknown) => string | number | null> = {
  timestamptz: (key) => (typeof key === 'string' ? parseDateTime(key) : null),
  int4: (key) => (typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < 2 ** 31 ? key : null),
  text: (key) => (typeof key === 'string' && isCleanText(key) ? key : null),
}

/** The cursor of a place in this order, that is given as the JSON of a list: its parent, key and id. */
export const encodeCursor = (order: Order, place: string): string =>
  Buffer.from(`["${order.name}",${place.slice(1)}`).toString('base64url')

/** The place that a cursor marks in this order; BAD_USER_INPUT when it is malformed or made for another order. */
export function decodeCursor(order: Order, name: 'after' | 'before', text: string): Cursor {
  const [orderName, parent, written, id] = parse(text)
  if (
    typeof orderName !== 'string' ||
    typeof parent !== 'string' ||
    typeof id !== 'string' ||
    !uuid.test(id) ||
    !uuid.test(parent)
  )
    throw badUserInput(`Argument "${name}" is not a cursor of this API.`)
  if (orderName !== order.name)
    throw badUserInput(`Argument "${name}" is a cursor of another list, or of another order of this one.`)
  const key = readKey[order.keyType](written)
  if (key === null) throw badUserInput(`Argument "${name}" is not a cursor of this API.`)
  return { parent, key, id }
}

function parse(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(value) && value.length === 4 ? value : []
  } catch {
    return []
  }
}
