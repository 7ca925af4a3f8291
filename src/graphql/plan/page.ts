import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql'
import { Bare } from '../../platform/bare.ts'
import { and, join, type Row, raw, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { badUserInput } from '../errors.ts'
import { type Json, type Reader, type Scope, Selection, subFields, tableOf } from './compile.ts'
import { encodeCursor } from './cursor.ts'
import type { Order, PagePlan } from './declare.ts'
import { countOf, earlierThan, type List, laterThan, rowsOf } from './keyset.ts'
import { type PageArgs, readWindow, type Window } from './window.ts'

/** A connection, with what is selected of it and no more. */
export function compilePage(
  scope: Scope,
  plan: PagePlan,
  type: GraphQLObjectType,
  args: PageArgs,
  nodes: FieldNode[],
  parent: Row,
): Reader {
  const order = plan.order(args as never)
  const window = readWindow(args, order)
  const nodeType = fieldType(type, 'nodes')
  const alias = scope.nextName()
  const row = rowOf(alias)
  const selection = new Selection(scope, row)
  const wanted = wantedOf(scope, type, nodes, selection)
  const parts = plan.parts?.(row, args as never)
  const where = plan.where(row, parent, args as never)
  const list: List = {
    row,
    order,
    from: sql`FROM ${tableOf(nodeType)} ${raw(alias)}`,
    members: parts ? and([where, parts.length ? sql`(${join(parts, ' OR ')})` : sql`FALSE`]) : where,
    parts: parts?.map((part) => and([where, part])),
    alias: raw(alias),
  }

  const fields: Sql[] = []
  if (wanted.lists.length || wanted.flags.size) fields.push(sql`'rows', ${rowsOf(list, window, selection)}`)
  // What lies beyond the window is looked up only where somebody reads the flag.
  if (wanted.flags.has('hasPreviousPage')) fields.push(sql`'earlier', ${earlierThan(list, window)}`)
  if (wanted.flags.has('hasNextPage')) fields.push(sql`'later', ${laterThan(list, window)}`)
  if (wanted.total) fields.push(sql`'total', ${plan.total?.(parent) ?? countOf(list)}`)
  return {
    sql: fields.length ? sql`json_build_object(${join(fields)})` : sql`'{}'::json`,
    shape: (json: PageJson, parentJson) => shapePage(json, parentJson.id as string, order, window, wanted),
  }
}

interface PageJson {
  rows: Json[] | null
  earlier?: boolean
  later?: boolean
  total?: number
}

/** What the fields of a connection read. */
function shapePage(json: PageJson, parent: string, order: Order, window: Window, { lists, flags }: Wanted) {
  const { after, before, size, isBackward } = window
  if (after && after.parent !== parent) return badUserInput('Argument "after" is a cursor of another list.')
  if (before && before.parent !== parent)
    return badUserInput('Argument "before" is a cursor of another list.')
  const rows = json.rows ?? []
  const more = rows.length > size
  if (more) rows.pop()
  if (isBackward) rows.reverse()
  const cursorOf = (row: Json): string =>
    encodeCursor(order, { parent, key: row._key as string, id: row.id as string })
  const [start, end] = [rows[0], rows.at(-1)]
  // Before the rows become what is made of them.
  const pageInfo = {
    hasNextPage: (more && !isBackward) || json.later,
    hasPreviousPage: (more && isBackward) || json.earlier,
    startCursor: flags.has('startCursor') && start ? cursorOf(start) : null,
    endCursor: flags.has('endCursor') && end ? cursorOf(end) : null,
  }
  const planned = new Bare()
  for (const { name, shape } of lists) planned[name] = rows.map((row) => shape(row, cursorOf))
  return { planned, totalCount: json.total, pageInfo }
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
      const fields = [...subFields(scope, fieldType(type, field), fieldNodes)]
      const isOf =
        (field: string) =>
        ([, [node]]: [string, FieldNode[]]) =>
          node?.name.value === field
      const hasCursor = fields.some(isOf('cursor'))
      const views = fields
        .filter(isOf('node'))
        .map(([viewName, viewNodes]) => ({ viewName, view: selection.add(nodeType, viewNodes) }))
      wanted.lists.push({
        name,
        shape(row, cursorOf) {
          const cursor = hasCursor ? cursorOf(row) : null
          const planned = new Bare()
          for (const { viewName, view } of views) planned[viewName] = view(row)
          return { planned, cursor }
        },
      })
    }
  }
  return wanted
}

const fieldType = (type: GraphQLObjectType, field: string) =>
  getNamedType(type.getFields()[field]?.type) as GraphQLObjectType
