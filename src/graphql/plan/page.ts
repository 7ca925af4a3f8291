import { type FieldNode, GraphQLError, type GraphQLObjectType, getNamedType } from 'graphql'
import { and, empty, join, type Row, raw, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { badUserInput } from '../errors.ts'
import type { SelectedField } from '../execution/selection.ts'
import { blank, type PlannedField, rowText, type Scope, selected, tableOf } from './compile.ts'
import { encodeCursor } from './cursor.ts'
import type { Order, PagePlan } from './declare.ts'
import { countOf, earlierThan, type List, laterThan, rowsOf } from './keyset.ts'
import { concatenated, listText, objectText, orNull, type Pieces } from './text.ts'
import { type PageArgs, type Places, readCursors, readWindow, type Window } from './window.ts'

type PageField = PlannedField<PageArgs>

/** A connection, with what is selected of it and no more. `places` are those of its cursors, where the arguments' are not. */
export function pageText(scope: Scope, plan: PagePlan, field: PageField, places?: Places): Sql {
  const { type, args, nodes, parent } = field
  const order = plan.order(args as never)
  const size = readWindow(args)
  if (places) return new Page(scope, plan, field, order, { ...size, ...places }).text(type, nodes)
  const { after, before } = readCursors(args, order)
  const placeOf = (cursor: typeof after) => cursor && { key: sql`${cursor.key}`, id: sql`${cursor.id}` }
  const window = { ...size, after: placeOf(after), before: placeOf(before) }
  return Object.entries({ after, before }).reduce(
    (text, [name, cursor]) => {
      if (!cursor) return text
      const foreign = concatenated(blank(scope, { error: ofAnotherList(name) }, ''))
      return sql`CASE WHEN ${parent('id')} = ${cursor.parent}::uuid THEN ${text} ELSE ${foreign} END`
    },
    new Page(scope, plan, field, order, window).text(type, nodes),
  )
}

export const ofAnotherList = (name: string) => badUserInput(`Argument "${name}" is a cursor of another list.`)

/** So often the rows of a page may be selected: each time, PostgreSQL writes all of their text once more. */
const MAX_TIMES = 10

const selectedTooOften = () =>
  new GraphQLError(
    `The rows of a connection may be selected ${MAX_TIMES} times at most, edges and nodes together.`,
    {
      extensions: { code: 'QUERY_TOO_COMPLEX' },
    },
  )

class Page {
  readonly #scope: Scope
  readonly #plan: PagePlan
  readonly #parent: Row
  readonly #args: PageArgs
  readonly #order: Order
  readonly #window: Window
  readonly #list: List
  /** Whether there is more behind the window in the order it is read in, which one more row shows. */
  #asksForMore = false
  #asksForEnds = false
  #readsRows = false

  constructor(scope: Scope, plan: PagePlan, { type, args, parent }: PageField, order: Order, window: Window) {
    const alias = scope.nextName()
    const columns = new Set(['id'])
    const row: Row = (field) => {
      columns.add(field)
      return rowOf(alias)(field)
    }
    const parts = plan.parts?.(rowOf(alias), args as never)
    const where = plan.where(rowOf(alias), parent, args as never)
    this.#scope = scope
    this.#plan = plan
    this.#parent = parent
    this.#args = args
    this.#order = order
    this.#window = window
    this.#list = {
      row,
      order,
      from: sql`FROM ${tableOf(fieldType(type, 'nodes'))} ${raw(alias)}`,
      members: parts ? and([where, parts.length ? sql`(${join(parts, ' OR ')})` : sql`FALSE`]) : where,
      parts: parts?.map((part) => and([where, part])),
      alias: raw(alias),
      columns: () => join([...columns].map(rowOf(alias))),
    }
  }

  text(type: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
    const fields = selected(this.#scope, type, nodes)
    if (fields.filter(({ definition: { name } }) => name === 'nodes' || name === 'edges').length > MAX_TIMES)
      throw selectedTooOften()
    const names = new Set(
      fields.flatMap((field) => [
        field.definition.name,
        ...(field.definition.name === 'pageInfo' ? this.#below(type, field) : []).map(
          ({ definition }) => definition.name,
        ),
      ]),
    )
    this.#asksForMore = names.has(this.#window.isBackward ? 'hasPreviousPage' : 'hasNextPage')
    this.#asksForEnds = names.has('startCursor') || names.has('endCursor')
    this.#readsRows = this.#asksForMore || this.#asksForEnds || names.has('nodes') || names.has('edges')
    const text = concatenated(objectText(fields.map((field) => [field.name, this.#field(type, field)])))
    return this.#readsRows ? sql`(SELECT ${text} FROM (${this.#rows()}) ${this.#list.alias})` : text
  }

  #field(type: GraphQLObjectType, field: SelectedField): Pieces {
    const { name } = field.definition
    const nodeType = fieldType(type, 'nodes')
    switch (name) {
      case 'totalCount':
        return [sql`(${this.#plan.total?.(this.#parent, this.#args as never) ?? countOf(this.#list)})::text`]
      case 'nodes':
        return this.#all(rowText(this.#scope, nodeType, field.nodes, this.#list.row))
      case 'edges':
        return this.#all(this.#object(this.#below(type, field), (below) => this.#ofEdge(nodeType, below)))
      case 'pageInfo':
        return this.#object(this.#below(type, field), ({ definition }) => this.#ofPageInfo(definition.name))
      default:
        return typeNameOf(field)
    }
  }

  #ofEdge(nodeType: GraphQLObjectType, field: SelectedField): Pieces {
    if (field.definition.name === 'node') return rowText(this.#scope, nodeType, field.nodes, this.#list.row)
    return this.#cursor(this.#place())
  }

  #ofPageInfo(name: string): Pieces {
    const { isBackward, size } = this.#window
    const more = sql`count(*) > ${size}::int OR`
    const [first, last] = [sql`${this.#rank} = 1`, sql`${this.#rank} = least(${this.#count}, ${size}::int)`]
    switch (name) {
      case 'hasNextPage':
        return [sql`(${isBackward ? empty : more} ${laterThan(this.#list, this.#window)})::text`]
      case 'hasPreviousPage':
        return [sql`(${isBackward ? more : empty} ${earlierThan(this.#list, this.#window)})::text`]
      default: {
        const end = (name === 'startCursor') === isBackward ? last : first
        return orNull(this.#cursor(sql`max(${this.#place()}) FILTER (WHERE ${end})`))
      }
    }
  }

  #object(fields: readonly SelectedField[], textOf: (field: SelectedField) => Pieces): Pieces {
    const isOwn = ({ definition }: SelectedField) => definition.name !== '__typename'
    return objectText(fields.map((field) => [field.name, isOwn(field) ? textOf(field) : typeNameOf(field)]))
  }

  #below(type: GraphQLObjectType, { definition, nodes }: SelectedField) {
    return selected(this.#scope, fieldType(type, definition.name), nodes)
  }

  /** The text of each row of the page. */
  #all(text: Pieces): Pieces {
    const { isBackward, size } = this.#window
    return listText(sql`string_agg(${concatenated(text)}, ',' ${isBackward ? sql`ORDER BY ${this.#rank} DESC` : empty})
      ${this.#asksForMore ? sql`FILTER (WHERE ${this.#rank} <= ${size}::int)` : empty}`)
  }

  /** What a cursor marks. */
  #place(): Sql {
    const { row, order } = this.#list
    return sql`json_build_array(${this.#parent('id')}, ${order.key(row)}, ${row('id')})::text`
  }

  #cursor(place: Sql): Pieces {
    return blank(this.#scope, { write: (said) => `"${encodeCursor(this.#order, said)}"` }, place)
  }

  #rows(): Sql {
    const { alias, columns } = this.#list
    const { size, isBackward } = this.#window
    const rows = rowsOf(this.#list, this.#window, this.#asksForMore ? size + 1 : size)
    if (!this.#asksForMore && !this.#asksForEnds && !isBackward) return rows
    return sql`SELECT ${columns()}, row_number() OVER () AS _rank, count(*) OVER () AS _count FROM (${rows}) ${alias}`
  }

  get #rank(): Sql {
    return sql`${this.#list.alias}._rank`
  }

  get #count(): Sql {
    return sql`${this.#list.alias}._count`
  }
}

const typeNameOf = ({ parentType }: SelectedField): Pieces => [`"${parentType.name}"`]

const fieldType = (type: GraphQLObjectType, field: string) =>
  getNamedType(type.getFields()[field]?.type) as GraphQLObjectType
