import type { Conversation } from '../../../src/platform/db/generated/client.ts'
import { encoded } from '../hostile.ts'

/** The orders of the API's lists over rows as Prisma reads them, and the cursors of their places. */

type Key = Date | number | string | null

export interface Order<Row extends { id: string }> {
  name: string
  key: (row: Row) => Key
  descending: boolean
}

export interface OrderBy {
  field: string
  direction: string
}

const keys: Record<string, (row: Conversation) => Key> = {
  LAST_MESSAGE_AT: (row) => row.lastMessageAt ?? row.createdAt,
  CREATED_AT: (row) => row.createdAt,
  UPDATED_AT: (row) => row.updatedAt,
  TITLE: (row) => row.titleKey,
}

export function conversationOrder(list: string, orderBy?: OrderBy | null): Order<Conversation> {
  const { field, direction } = orderBy ?? { field: 'LAST_MESSAGE_AT', direction: 'DESC' }
  const key = keys[field]
  if (!key) throw new Error(`No order by ${field}`)
  return { name: `${list}:${field}:${direction}`, key, descending: direction === 'DESC' }
}

export const orders = {
  spaces: { name: 'spaces', key: (row: { id: string; createdAt: Date }) => row.createdAt, descending: false },
  messages: {
    name: 'conversation.messages',
    key: (row: { id: string; position: number }) => row.position,
    descending: false,
  },
  attachedFiles: {
    name: 'conversation.attachedFiles',
    key: (row: { id: string; createdAt: Date }) => row.createdAt,
    descending: true,
  },
}

const bytes = (key: Key) => Buffer.from(`${key}`)

/** By key, those without one last either way, then by id. */
export const comparison =
  <Row extends { id: string }>({ key, descending }: Order<Row>) =>
  (a: Row, b: Row): number => {
    const [x, y] = [key(a), key(b)]
    if (x === null || y === null) {
      const untitled = Number(x === null) - Number(y === null)
      if (untitled) return untitled
    }
    const byKey = typeof x === 'string' ? Buffer.compare(bytes(x), bytes(y)) : Number(x) - Number(y)
    return (descending ? -1 : 1) * (byKey || Buffer.compare(bytes(a.id), bytes(b.id)))
  }

/** The cursor that the API gives out for a row's place. */
export function cursorOf<Row extends { id: string }>(order: Order<Row>, parent: string, row: Row): string {
  const key = order.key(row) ?? (order.descending ? '' : '\u{10FFFF}')
  return encoded([order.name, parent, key, row.id])
}
