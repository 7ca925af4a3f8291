/** A page as a list in memory gives it. */

export interface Bounds<Row> {
  first?: number | null
  last?: number | null
  offset?: number | null
  after?: Row | null
  before?: Row | null
}

export interface Window<Row> {
  rows: Row[]
  hasNextPage: boolean
  hasPreviousPage: boolean
}

/** `rows` in their order; the bounds need not be among them. */
export function windowOf<Row>(
  rows: Row[],
  compare: (a: Row, b: Row) => number,
  { first, last, offset, after, before }: Bounds<Row>,
): Window<Row> {
  const isBefore = (row: Row) => after != null && compare(row, after) <= 0
  const isAfter = (row: Row) => before != null && compare(row, before) >= 0
  const inside = rows.filter((row) => !isBefore(row) && !isAfter(row))
  const size = first ?? last ?? 20
  const start = last == null ? Math.min(offset ?? 0, inside.length) : Math.max(inside.length - size, 0)
  const end = last == null ? Math.min(start + size, inside.length) : inside.length
  return {
    rows: inside.slice(start, end),
    hasNextPage: end < inside.length || rows.some(isAfter),
    hasPreviousPage: start > 0 || rows.some(isBefore),
  }
}
