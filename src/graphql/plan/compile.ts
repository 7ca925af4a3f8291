import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  getArgumentValues,
  getNamedType,
} from 'graphql'
import { join, type Row, raw, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { encodeId, type NodeType } from '../../platform/ids.ts'
import { type SelectedField, type Scope as Selecting, selectionBelow } from '../execution/selection.ts'
import type { Blank } from '../execution/written.ts'
import type { ColumnsPlan, FieldPlan, ListPlan, OnePlan, PlannedType } from './declare.ts'
import { pageText } from './page.ts'
import {
  blankText,
  concatenated,
  listText,
  literal,
  objectText,
  orNull,
  type Pieces,
  valueText,
} from './text.ts'

/** What a selection is read with: the operation it stands in, and a source of names. */
export interface Scope {
  operation: Selecting
  /** A name that nothing else in the statement has; QUERY_TOO_COMPLEX when it has had too many. */
  nextName: () => string
  /** What the statement leaves to be filled in. */
  blanks: Blank[]
}

/** The text of a field within a selection. Bad arguments are its own error, at its own path. */
function fieldText(scope: Scope, field: SelectedField, parent: Row): Pieces {
  const { definition, nodes } = field
  if (definition.name === '__typename') return [`"${field.parentType.name}"`]
  const plan = planOf(definition)
  if (plan.kind === 'column') return valueText(definition.type, parent(plan.column))
  if (plan.kind === 'id') return idText(scope, plan.type, parent)
  if (plan.kind === 'columns') return columnsText(scope, field, plan, parent)
  try {
    const args = getArgumentValues(definition, nodes[0] as FieldNode, scope.operation.variableValues) as never
    const type = getNamedType(definition.type) as GraphQLObjectType
    const planned = { type, args, nodes, parent }
    if (plan.kind === 'page') return [pageText(scope, plan, planned)]
    if (plan.kind === 'one') return orNull([oneText(scope, plan, planned)])
    return manyText(scope, plan, planned)
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code === 'QUERY_TOO_COMPLEX') throw error
    return blank(scope, { error }, '')
  }
}

/** A field that has a plan, in the row that it is a field of. */
export interface PlannedField<Args = never> {
  type: GraphQLObjectType
  args: Args
  nodes: readonly FieldNode[]
  parent: Row
}

/** One row, NULL where there is none. */
export function oneText(scope: Scope, plan: OnePlan, { type, args, nodes, parent }: PlannedField): Sql {
  const alias = scope.nextName()
  const row = rowOf(alias)
  const order = plan.orderBy ? sql`ORDER BY ${plan.orderBy(row)}` : sql``
  return sql`(SELECT ${concatenated(rowText(scope, type, nodes, row))} FROM ${tableOf(type)} ${raw(alias)}
    WHERE ${plan.where(row, parent, args)} ${order} LIMIT 1)`
}

function manyText(scope: Scope, plan: ListPlan, { type, args, nodes, parent }: PlannedField): Pieces {
  const alias = scope.nextName()
  const row = rowOf(alias)
  const name = raw(alias)
  return listText(sql`(SELECT string_agg(${concatenated(rowText(scope, type, nodes, row))}, ',') FROM (
    SELECT ${name}.* FROM ${tableOf(type)} ${name}
    WHERE ${plan.where(row, parent, args)} ORDER BY ${plan.orderBy(row)} LIMIT ${raw(String(plan.limit))}) ${name})`)
}

/** What `nodes` select of a row. */
export function rowText(
  scope: Scope,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: Row,
): Pieces {
  const fields = selected(scope, type, nodes)
  const said = new Map<SelectedField['definition'], number | undefined>()
  for (const { definition } of fields)
    if (fields.filter((field) => field.definition === definition).length > 1) said.set(definition, undefined)
  return objectText(
    fields.map((field) => [
      field.name,
      said.has(field.definition) ? againText(scope, field, said, row) : fieldText(scope, field, row),
    ]),
  )
}

/** What has several names is said once: it may be long, and they many. */
function againText(
  scope: Scope,
  field: SelectedField,
  said: Map<SelectedField['definition'], number | undefined>,
  row: Row,
): Pieces {
  const plan = planOf(field.definition)
  const columns = plan.kind === 'column' ? [plan.column] : plan.kind === 'columns' ? plan.columns : null
  if (!columns) return fieldText(scope, field, row)
  const as = said.get(field.definition)
  if (as !== undefined) return blank(scope, { field, as }, '')
  said.set(field.definition, scope.blanks.length)
  return resolvedText(scope, field, plan.kind === 'columns' ? plan : { columns }, row)
}

const idText = (scope: Scope, type: NodeType, row: Row): Pieces =>
  blank(scope, { write: (key) => `"${encodeId(type, key)}"` }, row('id'))

/** What the statement can say of a field that has a resolver, else that resolver. */
function columnsText(scope: Scope, field: SelectedField, plan: ColumnsPlan, row: Row): Pieces {
  const resolved = resolvedText(scope, field, plan, row)
  return plan.text ? [sql`coalesce(${plan.text(row)}, ${concatenated(resolved)})`] : resolved
}

/** Leaves a field to its resolver, which is told the key and the columns that it reads. */
function resolvedText(
  scope: Scope,
  field: SelectedField,
  { columns, expressions = {} }: Pick<ColumnsPlan, 'columns' | 'expressions'>,
  row: Row,
): Pieces {
  const read = [
    ...[...new Set(['id', ...columns])].map((name) => sql`${literal(name)}, ${row(name)}`),
    ...Object.entries(expressions).map(([name, of]) => sql`${literal(name)}, ${of(row)}`),
  ]
  return blank(scope, { field }, sql`json_build_object(${join(read)})::text`)
}

/** Leaves a blank; `said` there is what it is filled by. */
export function blank(scope: Scope, what: Blank, said: string | Sql): Pieces {
  return blankText(scope.blanks.push(what) - 1, said)
}

function planOf(field: GraphQLField<unknown, unknown>): FieldPlan {
  const { plan, pothosExposedField } = field.extensions as { plan?: FieldPlan; pothosExposedField?: string }
  if (plan) return plan
  return pothosExposedField
    ? { kind: 'column', column: pothosExposedField }
    : { kind: 'columns', columns: [] }
}

/** The fields that `nodes` select of the type, in the order of the answer. */
export const selected = ({ operation }: Scope, type: GraphQLObjectType, nodes: readonly FieldNode[]) =>
  selectionBelow(operation, type, nodes)

export const plannedType = (type: GraphQLObjectType): PlannedType => type.extensions.planned as PlannedType

export const tableOf = (type: GraphQLObjectType): Sql => raw(plannedType(type).table)
