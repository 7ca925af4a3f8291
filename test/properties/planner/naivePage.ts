import { GraphQLError } from 'graphql'
import { decoded } from '../hostile.ts'
import { type Bounds, windowOf } from '../window.ts'
import { comparison, cursorOf, type Order } from './orders.ts'

type Args = Bounds<string>

/** A connection over `members`; its bounds are places of any of `rows`. */
export function connection<Row extends { id: string }>(
  members: Row[],
  rows: Row[],
  order: Order<Row>,
  parent: string,
  { first, last, offset, ...cursors }: Args,
) {
  const sizes = [first, last].filter((size) => size != null)
  if (sizes.length > 1 || sizes.some((size) => size < 1 || size > 100)) throw new GraphQLError('Sizes')
  if (offset && last != null) throw new GraphQLError('Offset')
  const place = (cursor: string | null | undefined) => {
    if (cursor == null) return null
    const [name, ofParent, , id] = decoded(cursor)
    if (name !== order.name || ofParent !== parent) throw new GraphQLError('Cursor')
    return rows.find((row) => row.id === id) ?? null
  }
  const bounds = { first, last, offset, after: place(cursors.after), before: place(cursors.before) }
  const compare = comparison(order)
  const page = windowOf(members.toSorted(compare), compare, bounds)
  const edges = page.rows.map((node) => ({ node, cursor: cursorOf(order, parent, node) }))
  return {
    edges,
    nodes: page.rows,
    totalCount: members.length,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
