import { and, join, type Row, raw, type Sql, sql } from '../../platform/db/sql.ts'
import type { Order } from './declare.ts'
import type { Place, Window } from './window.ts'

/**
 * Keyset pages. A page is the rows after a place in an order, never "the rows after the first n": it stays
 * right while rows come, go and move, and costs the same however far down it is.
 */

/** The rows of a connection, in a statement. */
export interface List {
  row: Row
  alias: Sql
  /** The columns that are read of these rows, once all has been written that reads them. */
  columns: () => Sql
  order: Order
  from: Sql
  /** What makes a row one of the list's. */
  members: Sql
  /** The same for each part, where each comes in order from an index but not all together. */
  parts: Sql[] | undefined
}

/** The rows of the window in the order they are read in, so many at the most. */
export function rowsOf(list: List, window: Window, most: number): Sql {
  const { row, order, from, alias, columns } = list
  const { offset, after, before, isBackward } = window
  const bounds = [after && isAfter(list, after), before && isBefore(list, before)].filter(
    (bound) => bound !== null,
  )
  const direction = raw(order.descending !== isBackward ? 'DESC' : 'ASC')
  const ordered = sql`ORDER BY ${join(placeOf(order, row).map((column) => sql`${column} ${direction}`))}`
  // The front of the whole is among the fronts of its parts.
  const fronts = (list.parts ?? []).map(
    (part) => sql`(SELECT ${columns()} ${from} WHERE ${and([part, ...bounds])}
      ${ordered} LIMIT ${most + offset}::int)`,
  )
  const source =
    fronts.length > 1
      ? sql`FROM (${join(fronts, ' UNION ALL ')}) ${alias}`
      : sql`${from} WHERE ${and([list.members, ...bounds])}`
  return sql`SELECT ${columns()} ${source} ${ordered} LIMIT ${most}::int OFFSET ${offset}::int`
}

/** Whether the list has rows in front of the window. (Those of a window read backwards show themselves.) */
export function earlierThan(list: List, { after, before, offset }: Window): Sql {
  const upToAfter = after ? exists(list, [isUpTo(list, after)]) : sql`FALSE`
  if (!offset) return upToAfter
  const skipped = exists(list, before ? [isBefore(list, before)] : [])
  return sql`(${skipped} OR ${upToAfter})`
}

/** Whether the list has rows behind the window. (Those of a window read forwards show themselves.) */
export const laterThan = (list: List, { before }: Window): Sql =>
  before ? exists(list, [isFrom(list, before)]) : sql`FALSE`

/**
 * Asked of each part, since no index serves them together, and in order, which an index then serves: EXISTS alone
 * may go through everybody's rows where statistics make it expect one soon.
 */
const exists = ({ row, order, from, members, parts = [members] }: List, conditions: Sql[]): Sql => {
  const found = parts.map(
    (part) => sql`(SELECT TRUE ${from} WHERE ${and([part, ...conditions])}
      ORDER BY ${join(placeOf(order, row))} LIMIT 1)`,
  )
  return sql`coalesce(${join([...found, sql`FALSE`])})`
}

export const countOf = ({ from, members }: List): Sql => sql`(SELECT count(*) ${from} WHERE ${members})`

const isAfter = ({ row, order }: List, place: Place): Sql =>
  compare(order, row, order.descending ? '<' : '>', place)

const isBefore = ({ row, order }: List, place: Place): Sql =>
  compare(order, row, order.descending ? '>' : '<', place)

// Not the negations of these, which an index would not serve.
const isUpTo = ({ row, order }: List, place: Place): Sql =>
  compare(order, row, order.descending ? '>=' : '<=', place)

const isFrom = ({ row, order }: List, place: Place): Sql =>
  compare(order, row, order.descending ? '<=' : '>=', place)

function compare(order: Order, row: Row, operator: string, { key, id }: Place): Sql {
  const place = [sql`${key}::${raw(order.keyType)}`, sql`${id}::uuid`].slice(0, order.isUnique ? 1 : 2)
  return sql`(${join(placeOf(order, row))}) ${raw(operator)} (${join(place)})`
}

const placeOf = (order: Order, row: Row): Sql[] =>
  order.isUnique ? [order.key(row)] : [order.key(row), row('id')]
