import { collectSubFields } from '@graphql-tools/utils'
import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
} from 'graphql'
import { Bare } from '../../platform/bare.ts'
import { join, type Row, raw, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import type { FieldPlan, ListPlan, OnePlan, PlannedType } from './declare.ts'
import { compilePage } from './page.ts'

/** What a selection is read with: the operation it stands in, and a source of names. */
export interface Scope {
  schema: GraphQLSchema
  fragments: Record<string, FragmentDefinitionNode>
  variableValues: Record<string, unknown>
  /** A name that nothing else in the statement has; QUERY_TOO_COMPLEX when it has had too many. */
  nextName: () => string
}

/** A compiled selection: an SQL expression that yields JSON, and what makes of that JSON what resolvers read. */
export interface Reader {
  sql: Sql
  shape: (json: never, parent: Json) => unknown
}

export type Json = Record<string, unknown>

/** An object that a planned read made: its columns, and its planned fields by response name. */
export interface PlannedObject extends Json {
  __typename: string
  planned: Record<string, unknown>
}

/** The field's plan applied to a parent row. */
export function compileField(
  scope: Scope,
  field: GraphQLField<unknown, unknown>,
  nodes: FieldNode[],
  parent: Row,
): Reader {
  const plan = field.extensions.plan as Exclude<FieldPlan, { kind: 'columns' }>
  const args = getArgumentValues(field, nodes[0] as FieldNode, scope.variableValues) as never
  const type = getNamedType(field.type) as GraphQLObjectType
  if (plan.kind === 'page') return compilePage(scope, plan, type, args, nodes, parent)
  return compileRows(scope, plan, type, args, nodes, parent)
}

/** The same within a selection: bad arguments are then the field's own error, at its own path. */
function compileNested(...field: Parameters<typeof compileField>): Reader {
  try {
    return compileField(...field)
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code === 'QUERY_TOO_COMPLEX') throw error
    // graphql throws what a resolver returns as an Error.
    return { sql: sql`NULL::json`, shape: () => error }
  }
}

export function compileRows(
  scope: Scope,
  plan: OnePlan | ListPlan,
  type: GraphQLObjectType,
  args: never,
  nodes: FieldNode[],
  parent: Row,
): Reader {
  const alias = scope.nextName()
  const row = rowOf(alias)
  const selection = new Selection(scope, row)
  const shape = selection.add(type, nodes)
  const order = plan.orderBy ? sql`ORDER BY ${plan.orderBy(row)}` : sql``
  const rows = sql`SELECT ${selection.list()} FROM ${tableOf(type)} ${raw(alias)}
    WHERE ${plan.where(row, parent, args)} ${order} LIMIT ${raw(String(plan.kind === 'list' ? plan.limit : 1))}`
  return plan.kind === 'list'
    ? {
        sql: sql`(SELECT json_agg(r) FROM (${rows}) r)`,
        shape: (json: Json[] | null) => (json ?? []).map(shape),
      }
    : {
        sql: sql`(SELECT row_to_json(r) FROM (${rows}) r)`,
        shape: (json: Json | null) => json && shape(json),
      }
}

/** What is selected of one row, by one or more sets of field nodes: a page's `nodes` and its `edges { node }`. */
export class Selection {
  readonly #scope: Scope
  readonly #row: Row
  readonly #columns = new Map<string, Sql>()
  readonly #slots: Sql[] = []
  #views = 0

  constructor(scope: Scope, row: Row) {
    this.#scope = scope
    this.#row = row
    this.#columns.set('id', row('id'))
  }

  /** Adds what `nodes` select of the type, and answers with the shape of the object that they see. */
  add(type: GraphQLObjectType, nodes: FieldNode[]): (json: Json) => PlannedObject {
    const children: { name: string; slot: string; shape: Reader['shape'] }[] = []
    for (const [name, fieldNodes] of subFields(this.#scope, type, nodes)) {
      const field = type.getFields()[fieldNodes[0]?.name.value ?? '']
      const plan = field && planOf(field)
      if (!field || !plan) continue
      if (plan.kind === 'columns') {
        for (const column of plan.columns) this.#columns.set(column, this.#row(column))
        for (const [computed, of] of Object.entries(plan.expressions ?? {}))
          this.#columns.set(computed, of(this.#row))
      } else {
        const reader = compileNested(this.#scope, field, fieldNodes, this.#row)
        children.push({ name, slot: this.#slot(reader.sql), shape: reader.shape })
      }
    }
    this.#views++
    return (json) => {
      // The row itself, but where another set of nodes makes an object of the same one.
      const object = (this.#views > 1 ? { ...json } : json) as PlannedObject
      const planned = new Bare()
      for (const { name, slot, shape } of children) planned[name] = shape(json[slot] as never, json)
      object.__typename = type.name
      object.planned = planned
      return object
    }
  }

  /** The select list: columns by their field's name, planned fields in slots. */
  list(): Sql {
    const columns = [...this.#columns].map(([name, value]) => sql`${value} AS ${raw(`"${name}"`)}`)
    return join([...columns, ...this.#slots])
  }

  #slot(expression: Sql): string {
    const name = this.#scope.nextName()
    this.#slots.push(sql`${expression} AS ${raw(`"${name}"`)}`)
    return name
  }
}

function planOf(field: GraphQLField<unknown, unknown>): FieldPlan | undefined {
  const { plan, pothosExposedField } = field.extensions as { plan?: FieldPlan; pothosExposedField?: string }
  return plan ?? (pothosExposedField ? { kind: 'columns', columns: [pothosExposedField] } : undefined)
}

export const subFields = (
  scope: Scope,
  type: GraphQLObjectType,
  nodes: FieldNode[],
): Map<string, FieldNode[]> =>
  collectSubFields(scope.schema, scope.fragments, scope.variableValues, type, nodes).fields

export const plannedType = (type: GraphQLObjectType): PlannedType => type.extensions.planned as PlannedType

export const tableOf = (type: GraphQLObjectType): Sql => raw(plannedType(type).table)
