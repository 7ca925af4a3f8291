import { type FieldNode, GraphQLError, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql'
import { type Row, rowOf, sql } from '../../platform/db/sql.ts'
import { numberOf } from '../../platform/identity.ts'
import type { NodeType } from '../../platform/ids.ts'
import { NotFound } from '../../platform/refusal.ts'
import type { Context } from '../context.ts'
import { budgetOf } from './budget.ts'
import {
  compileField,
  compileRows,
  type PlannedObject,
  plannedType,
  type Scope,
  subFields,
} from './compile.ts'
import type { OnePlan, Root } from './declare.ts'
import { earlyReads } from './early.ts'
import { type PreparedRead, ROOT } from './preparedRead.ts'
import { variablesIn } from './variables.ts'

/** Resolves a field that has a plan: from the row it stands in where a planned read made that, else by a read of its own. */
export function resolvePlanned(
  parent: unknown,
  _args: object,
  context: Context,
  info: GraphQLResolveInfo,
): unknown {
  if (isPlanned(parent)) return parent.planned[nameOf(info)]
  budgetOf(answerOf(context, info)).load()
  const field = info.parentType.getFields()[info.fieldName]
  if (!field) throw new Error(`${info.parentType.name} has no field ${info.fieldName}`)
  const nodes = nodesOf(info)
  const variables = variablesIn(nodes, info)
  const compile = () => compileField(scopeOf(info, variables), field, nodes, rowOf(ROOT))
  const key = keyOf(String(info.parentType), nodes, variables)
  return read(context, info, context.viewer.id, context.reads.prepare(key, nodes, compile))
}

/** The object of this key with what `nodes` select of it, or null where the viewer sees none. */
export function load<Shape = PlannedObject>(
  context: Context,
  info: GraphQLResolveInfo,
  typeName: string,
  key: string,
  nodes: readonly FieldNode[] = info.fieldNodes,
): Promise<Shape | null> {
  // First: who names millions has little done for them.
  budgetOf(answerOf(context, info)).load()
  // The arguments of the field itself say which object it is, and that is the key.
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const variables = variablesIn(selections, info)
  const compile = () => {
    const type = info.schema.getType(typeName) as GraphQLObjectType
    const byKey: OnePlan = {
      kind: 'one',
      where: (row, root: Row<Root>) =>
        sql`${row('id')} = ${root('id')} AND ${plannedType(type).visibleTo(row, root('viewer'))}`,
    }
    return compileRows(scopeOf(info, variables), byKey, type, {} as never, [...nodes], rowOf(ROOT))
  }
  const prepared = context.reads.prepare(keyOf(typeName, nodes, variables), nodes, compile)
  return read(context, info, key, prepared) as Promise<Shape | null>
}

/**
 * The objects of a mutation's payload, by response name, each with what the document selects of it. NotFound when
 * one was deleted between the write and this read: the last word is then that it is gone.
 */
export async function loadPayload(
  context: Context,
  info: GraphQLResolveInfo,
  typeName: string,
  objects: Record<string, { type: NodeType; key: string }>,
): Promise<Record<string, PlannedObject>> {
  const payloadType = info.schema.getType(typeName) as GraphQLObjectType
  const planned: Record<string, PlannedObject> = Object.create(null)
  const selected = [...subFields(scopeOf(info, info.variableValues), payloadType, nodesOf(info))]
  await Promise.all(
    selected.map(async ([name, nodes]) => {
      const object = objects[nodes[0]?.name.value ?? '']
      if (!object) return
      const loaded = await load(context, info, object.type, object.key, nodes)
      if (!loaded) throw new NotFound(object.type)
      planned[name] = loaded
    }),
  )
  return planned
}

/** What the field is called in the answer. */
const nameOf = ({ fieldNodes: [node], fieldName }: GraphQLResolveInfo): string =>
  node?.alias?.value ?? fieldName

const isPlanned = (parent: unknown): parent is PlannedObject =>
  typeof parent === 'object' && parent !== null && 'planned' in parent

const nodesOf = (info: GraphQLResolveInfo): FieldNode[] => [...info.fieldNodes]

/** With the variables that its key has, and no others: what is compiled is kept for a while. */
function scopeOf({ schema, fragments }: GraphQLResolveInfo, variableValues: Scope['variableValues']): Scope {
  let names = 0
  const nextName = () => {
    if (++names > MAX_NAMES)
      throw new GraphQLError('The operation selects too many lists and objects at once.', {
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      })
    return `t${names}`
  }
  return { schema, fragments, variableValues, nextName }
}

/** Fragments that spread each other twice make thousands of subselects out of a few lines. */
const MAX_NAMES = 500

/** What stands for one answer: a subscription keeps its context while each of its events has an answer. */
const answerOf = (context: Context, { rootValue }: GraphQLResolveInfo): object =>
  (rootValue as object | undefined) ?? context

/** Stands for all that a read is compiled of: the place in the document, and the variables that are read there. */
export const keyOf = (
  typeName: string,
  nodes: readonly FieldNode[],
  variables: Record<string, unknown>,
): string => `${typeName} ${nodes.map(numberOf).join()} ${JSON.stringify(variables)}`

async function read(
  context: Context,
  info: GraphQLResolveInfo,
  key: string,
  prepared: PreparedRead,
): Promise<unknown> {
  const budget = budgetOf(answerOf(context, info))
  const early = earlyReads(context, info)
  if (early) await early
  const data = await prepared.load({ key, viewer: context.viewer.id, budget })
  return prepared.shape(data as never, { id: key })
}
