import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql'
import { and, join, type Row, raw, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { badUserInput } from '../errors.ts'
import { type Json, type Reader, type Scope, Selection, subFields, tableOf } from './compile.ts'
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import type { Order, PagePlan } from './declare.ts'

/**
 * Keyset pages. A page is the rows after a place in an order, never "the rows after the first n": it stays
 * right while rows come, go and move, and costs the same however far down it is.
 */

export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
  /** Rows to skip after the cursor. */
  offset?: number | null
}

const DEFAULT_SIZE = 20
const MAX_SIZE = 100
const MAX_OFFSET = 10_000

interface Window {
  size: number
  offset: number
  backward: boolean
  after: Cursor | null
  before: Cursor | null
}

function readWindow(args: PageArgs, order: Order): Window {
  const { first, last, offset } = args
  if (first != null && last != null) throw badUserInput('Give "first" or "last", not both.')
  for (const [name, size] of [
    ['first', first],
    ['last', last],
  ] as const)
    if (size != null && (size < 1 || size > MAX_SIZE))
      throw badUserInput(`Argument "${name}" must be from 1 to ${MAX_SIZE}; it is ${size}.`)
  if (offset != null && (offset < 0 || offset > MAX_OFFSET))
    throw badUserInput(`Argument "offset" must be from 0 to ${MAX_OFFSET}; it is ${offset}.`)
  if (offset && last != null)
    throw badUserInput('Argument "offset" skips rows after a cursor: give it with "first".')
  return {
    size: first ?? last ?? DEFAULT_SIZE,
    offset: offset ?? 0,
    backward: last != null,
    after: args.after == null ? null : decodeCursor(order, 'after', args.after),
    before: args.before == null ? null : decodeCursor(order, 'before', args.before),
  }
}

export function compilePage(
  scope: Scope,
  plan: PagePlan,
  type: GraphQLObjectType,
  args: PageArgs,
  nodes: FieldNode[],
  parent: Row,
): Reader {
  const order = plan.order(args as never)
  const { after, before, backward, size, offset } = readWindow(args, order)
  const nodeType = fieldType(type, 'nodes')
  const alias = scope.nextAlias()
  const row = rowOf(alias)
  const from = sql`FROM ${tableOf(nodeType)} ${raw(alias)}`
  const parts = plan.parts?.(row, args as never)
  const where = plan.where(row, parent, args as never)
  const members = parts ? and([where, parts.length ? sql`(${join(parts, ' OR ')})` : sql`FALSE`]) : where
  const selection = new Selection(scope, row)
  const { lists, flags, total } = wantedOf(scope, type, nodes, selection)

  const fields: Sql[] = []
  if (lists.length || flags.size) {
    const bounds: Sql[] = []
    if (after) bounds.push(compare(order, row, order.descending ? '<' : '>', after))
    if (before) bounds.push(compare(order, row, order.descending ? '>' : '<', before))
    const direction = raw(order.descending !== backward ? 'DESC' : 'ASC')
    const ordered = sql`ORDER BY ${join(placeOf(order, row).map((column) => sql`${column} ${direction}`))}`
    // The front of the whole is among the fronts of its parts.
    const fronts = parts?.map(
      (part) => sql`(SELECT ${raw(alias)}.* ${from}
      WHERE ${and([where, part, ...bounds])} ${ordered} LIMIT ${size + offset + 1}::int)`,
    )
    const source =
      fronts && fronts.length > 1
        ? sql`FROM (${join(fronts, ' UNION ALL ')}) ${raw(alias)}`
        : sql`${from} WHERE ${and([members, ...bounds])}`
    fields.push(sql`'rows', (SELECT json_agg(r) FROM (
      SELECT ${selection.list()}, ${order.key(row)} AS "_key" ${source}
      ${ordered} LIMIT ${size + 1}::int OFFSET ${offset}::int) r)`)
  }
  // What lies beyond the cursors is looked up only where somebody reads the flag.
  if (flags.has('hasPreviousPage') && (after || offset)) {
    const earlier =
      after && !offset ? [members, compare(order, row, order.descending ? '>=' : '<=', after)] : [members]
    fields.push(sql`'earlier', EXISTS (SELECT 1 ${from} WHERE ${and(earlier)})`)
  }
  if (flags.has('hasNextPage') && before) {
    const later = [members, compare(order, row, order.descending ? '<=' : '>=', before)]
    fields.push(sql`'later', EXISTS (SELECT 1 ${from} WHERE ${and(later)})`)
  }
  if (total)
    fields.push(
      sql`'total', ${plan.total ? plan.total(parent) : sql`(SELECT count(*)::int ${from} WHERE ${members})`}`,
    )

  return {
    sql: fields.length ? sql`json_build_object(${join(fields)})` : sql`'{}'::json`,
    shape: (json: PageJson, parentJson) => {
      const cursorOf = (row: Json): string =>
        encodeCursor(order, {
          parent: parentJson.id as string,
          key: row._key as string,
          id: row.id as string,
        })
      for (const [name, cursor] of [
        ['after', after],
        ['before', before],
      ] as const)
        if (cursor && cursor.parent !== parentJson.id)
          return badUserInput(`Argument "${name}" is a cursor of another list.`)
      const rows = json.rows ?? []
      const more = rows.length > size
      if (more) rows.pop()
      if (backward) rows.reverse()
      const [start, end] = [rows[0], rows.at(-1)]
      return {
        planned: Object.fromEntries(
          lists.map(({ name, shape }) => [name, rows.map((row) => shape(row, cursorOf))]),
        ),
        totalCount: json.total,
        pageInfo: {
          hasNextPage: (more && !backward) || (json.later ?? false),
          hasPreviousPage: (more && backward) || (json.earlier ?? false),
          startCursor: () => start && cursorOf(start),
          endCursor: () => end && cursorOf(end),
        },
      }
    },
  }
}

interface PageJson {
  rows: Json[] | null
  earlier?: boolean
  later?: boolean
  total?: number
}

const placeOf = (order: Order, row: Row): Sql[] =>
  order.isUnique ? [order.key(row)] : [order.key(row), row('id')]

const compare = (order: Order, row: Row, operator: string, { key, id }: Cursor): Sql => {
  const place = [sql`${key}::${raw(order.keyType)}`, sql`${id}::uuid`].slice(0, order.isUnique ? 1 : 2)
  return sql`(${join(placeOf(order, row))}) ${raw(operator)} (${join(place)})`
}

interface Wanted {
  /** `edges` and `nodes` by the names that the document gives them, and what each makes of a row. */
  lists: { name: string; shape: (row: Json, cursorOf: (row: Json) => string) => unknown }[]
  /** The fields of `pageInfo` that are read. */
  flags: Set<string>
  total: boolean
}

function wantedOf(scope: Scope, type: GraphQLObjectType, nodes: FieldNode[], selection: Selection): Wanted {
  const wanted: Wanted = { lists: [], flags: new Set(), total: false }
  const nodeType = fieldType(type, 'nodes')
  for (const [name, fieldNodes] of subFields(scope, type, nodes)) {
    const field = fieldNodes[0]?.name.value
    if (field === 'totalCount') wanted.total = true
    if (field === 'pageInfo')
      for (const [, [flag]] of subFields(scope, fieldType(type, field), fieldNodes))
        if (flag) wanted.flags.add(flag.name.value)
    if (field === 'nodes') wanted.lists.push({ name, shape: selection.add(nodeType, fieldNodes) })
    if (field === 'edges') {
      const views = [...subFields(scope, fieldType(type, field), fieldNodes)]
        .filter(([, [node]]) => node?.name.value === 'node')
        .map(([viewName, viewNodes]) => [viewName, selection.add(nodeType, viewNodes)] as const)
      wanted.lists.push({
        name,
        shape: (row, cursorOf) => ({
          planned: Object.fromEntries(views.map(([viewName, shape]) => [viewName, shape(row)])),
          cursor: () => cursorOf(row),
        }),
      })
    }
  }
  return wanted
}

const fieldType = (type: GraphQLObjectType, field: string) =>
  getNamedType(type.getFields()[field]?.type) as GraphQLObjectType
