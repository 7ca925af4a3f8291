import type { GraphQLResolveInfo } from 'graphql'
import type { Row, Sql } from '../../platform/db/sql.ts'
import type { NodeType } from '../../platform/ids.ts'
import type { Context } from '../context.ts'
import { atMost, type FieldCost } from '../cost.ts'
import { resolvePlanned } from './resolve.ts'
import { pageCost } from './window.ts'

/**
 * What types and fields say of themselves so that one statement can read a whole selection.
 * SQL comes from these declarations alone; of a request nothing enters a statement but parameters.
 */

/** What a planned read starts from: who asks, for which object, and between which places of a list. */
export interface Root {
  viewer: string
  id: string
  afterKey: string
  afterId: string
  beforeKey: string
  beforeId: string
}

/** `extensions.planned` of an object type. */
export interface PlannedType<Model = Record<string, unknown>> {
  table: string
  /** The one rule of who sees such an object: spread into every read and write of it. */
  visibleTo: (row: Row<Model>, viewer: Sql) => Sql
}

/** A field that is a column of its own row. */
interface ColumnPlan {
  kind: 'column'
  column: string
}

/** A field that is the public id of its own row. */
interface IdPlan {
  kind: 'id'
  type: NodeType
}

/** A field that its resolver makes of columns of its own row. */
export interface ColumnsPlan {
  kind: 'columns'
  columns: readonly string[]
  /** What is computed of it, by the name that it is read by. */
  expressions?: Record<string, (row: Row) => Sql>
  /** The JSON of the field where the statement can tell it, else NULL. */
  text?: (row: Row) => Sql
}

/** A field that is another row: the first in order of those that belong. */
export interface OnePlan {
  kind: 'one'
  where: (row: Row, parent: Row, args: never) => Sql
  orderBy?: (row: Row) => Sql
}

/** A field that is a short list of other rows, in order, `limit` at the most. */
export interface ListPlan {
  kind: 'list'
  where: (row: Row, parent: Row, args: never) => Sql
  orderBy: (row: Row) => Sql
  limit: number
}

/** The order of a page. Rows with equal keys are ordered by id, in the same direction. */
export interface Order<Model = Record<string, unknown>> {
  /** Stands in cursors, so that one made for another order is recognised. */
  name: string
  key: (row: Row<Model>) => Sql
  keyType: 'timestamptz' | 'int4' | 'text'
  /** No two rows of the list have the same key, and so ids need not be compared. */
  isUnique?: boolean
  descending: boolean
}

/** A field that is a connection: keyset pages over the rows that belong. */
export interface PagePlan {
  kind: 'page'
  where: (row: Row, parent: Row, args: never) => Sql
  order: (args: never) => Order
  /** Conditions that part the members, where each part comes in order from an index but not all of them together. */
  parts?: (row: Row, args: never) => Sql[]
  /** Where count is kept, so that `totalCount` counts nothing; null where it must. */
  total?: (parent: Row, args: never) => Sql | null
}

export type FieldPlan = ColumnPlan | IdPlan | ColumnsPlan | OnePlan | ListPlan | PagePlan

interface Planned {
  extensions: { plan: FieldPlan; cost?: FieldCost }
}

/** Options of a field that its own resolver computes from columns of the row. */
export const columns = <Model>(...names: (keyof Model & string)[]): Planned => computed(names)

interface Computed<Model> {
  expressions?: Record<string, (row: Row<Model>) => Sql>
  text?: (row: Row<Model>) => Sql
}

/** The same from what the statement computes of the row as well, or where it cannot make the field itself. */
export const computed = <Model>(names: (keyof Model & string)[], more: Computed<Model> = {}): Planned => ({
  extensions: { plan: { kind: 'columns', columns: names, ...more } as ColumnsPlan },
})

type Resolved = Planned & {
  resolve: (parent: unknown, args: object, context: Context, info: GraphQLResolveInfo) => never
}

const planned = (plan: FieldPlan, more: { cost?: FieldCost } = {}): Resolved => ({
  extensions: { plan, ...more },
  resolve: resolvePlanned as never,
})

type Where<Model, Parent, Args> = (row: Row<Model>, parent: Row<Parent>, args: Args) => Sql

/** Options of a field that is one other row. */
export const one = <Model, Parent, Args = object>(
  where: Where<Model, Parent, Args>,
  options: { orderBy?: (row: Row<Model>) => Sql } = {},
): Resolved => planned({ kind: 'one', where, ...options } as OnePlan)

/** Options of a field that is a short list of other rows. */
export const list = <Model, Parent>(options: {
  where: Where<Model, Parent, object>
  orderBy: (row: Row<Model>) => Sql
  limit: number
}): Resolved => planned({ kind: 'list', ...options } as ListPlan, atMost(options.limit))

/** Options of a field that is a connection. */
export const page = <Model, Parent, Args = object>(options: {
  where: Where<Model, Parent, Args>
  order: (args: Args) => Order<Model>
  parts?: (row: Row<Model>, args: Args) => Sql[]
  total?: (parent: Row<Parent>, args: Args) => Sql | null
}): Resolved => planned({ kind: 'page', ...options } as PagePlan, { cost: pageCost })
