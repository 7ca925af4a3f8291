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

const isKey: Record<Order['keyType'], (key: unknown) => boolean> = {
  timestamptz: (key) => typeof key === 'string' && parseDateTime(key) !== null,
  int4: (key) => typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < 2 ** 31,
  text: (key) => typeof key === 'string' && isCleanText(key),
}

export const encodeCursor = (order: Order, { parent, key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([order.name, parent, key, id])).toString('base64url')

/** The place that a cursor marks in this order; BAD_USER_INPUT when it is malformed or made for another order. */
export function decodeCursor(order: Order, name: 'after' | 'before', text: string): Cursor {
  const [orderName, parent, key, id] = parse(text)
  if (typeof orderName !== 'string' || typeof parent !== 'string' || typeof id !== 'string' || !uuid.test(id))
    throw badUserInput(`Argument "${name}" is not a cursor of this API.`)
  if (orderName !== order.name)
    throw badUserInput(`Argument "${name}" is a cursor of another list, or of another order of this one.`)
  if (!isKey[order.keyType](key)) throw badUserInput(`Argument "${name}" is not a cursor of this API.`)
  return { parent, key: key as string | number, id }
}

function parse(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(value) && value.length === 4 ? value : []
  } catch {
    return []
  }
}
