import { type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from 'graphql'
import { type Row, sql } from '../../platform/db/sql.ts'
import type { Query } from '../../platform/db/statements.ts'
import type { NodeType } from '../../platform/ids.ts'
import { NotFound } from '../../platform/refusal.ts'
import type { Context } from '../context.ts'
import { Info } from '../execution/run.ts'
import { selectionBelow } from '../execution/selection.ts'
import type { Written } from '../execution/written.ts'
import { budgetOf } from './budget.ts'
import { oneText, plannedType } from './compile.ts'
import type { OnePlan, PagePlan, Root } from './declare.ts'
import { ofAnotherList, pageText } from './page.ts'
import { pagePlace, placeBelow, wholePlace } from './place.ts'
import { answerOf, read } from './read.ts'
import { root } from './readStatement.ts'
import { type PageArgs, readCursors } from './window.ts'

/** What a field is read from that stands in no row. */
const parent = root as Row<object> as Row

/** Resolves a field that has a plan, with all that is selected below it: by a read, where that was not done before. */
export function resolvePlanned(
  source: unknown,
  args: object,
  context: Context,
  info: GraphQLResolveInfo,
): unknown {
  if (isPlanned(source)) return source.planned[nameOf(info)]
  budgetOf(answerOf(context, info)).load()
  const field = info.parentType.getFields()[info.fieldName]
  if (!field) throw new Error(`${info.parentType.name} has no field ${info.fieldName}`)
  const plan = field.extensions.plan as OnePlan | PagePlan
  const type = getNamedType(field.type) as GraphQLObjectType
  return plan.kind === 'page'
    ? readPage(context, info, plan, type, args)
    : readOne(context, info, plan, type, args as never)
}

function readOne(
  context: Context,
  info: GraphQLResolveInfo,
  plan: OnePlan,
  type: GraphQLObjectType,
  args: never,
) {
  const nodes = info.fieldNodes
  return read(context, info, {
    type,
    place: wholePlace(nodes, info.fragments),
    root: rootOf(context),
    compile: (scope) => oneText(scope, plan, { type, args, nodes, parent }),
  })
}

/** The cursors are part of what it starts from, so that all pages of a list are one statement. */
function readPage(
  context: Context,
  info: GraphQLResolveInfo,
  plan: PagePlan,
  type: GraphQLObjectType,
  args: PageArgs,
) {
  const nodes = info.fieldNodes
  const cursors = readCursors(args, plan.order(args as never))
  const start = rootOf(context)
  for (const [name, cursor] of Object.entries(cursors))
    if (cursor && cursor.parent !== start.id) throw ofAnotherList(name)
  const { after, before } = cursors
  return read(context, info, {
    type,
    place: pagePlace(nodes, info.fragments),
    root: {
      ...start,
      ...(after && { afterKey: String(after.key), afterId: after.id }),
      ...(before && { beforeKey: String(before.key), beforeId: before.id }),
    },
    compile: (scope) =>
      pageText(
        scope,
        plan,
        { type, args, nodes, parent },
        {
          after: after && { key: root('afterKey'), id: root('afterId') },
          before: before && { key: root('beforeKey'), id: root('beforeId') },
        },
      ),
  })
}

const rootOf = ({ viewer }: Context) => ({ id: viewer.id, viewer: viewer.id })

/**
 * The object of this key with what `nodes` select of it, or null where the viewer sees none. (To Pothos it is the `Shape`
 * that the field's type is made of.)
 */
export function load<Shape = Written>(
  context: Context,
  info: GraphQLResolveInfo,
  typeName: string,
  key: string,
  nodes: readonly FieldNode[] = info.fieldNodes,
  query?: Query,
): Promise<Shape | null> {
  // First: who names millions has little done for them.
  budgetOf(answerOf(context, info)).load()
  const type = info.schema.getType(typeName) as GraphQLObjectType
  return read(context, info, {
    type,
    // The arguments of the field itself say which object it is, and that is the key.
    place: placeBelow(nodes, info.fragments),
    root: { id: key, viewer: context.viewer.id },
    compile: (scope) =>
      oneText(scope, byKey(type), {
        type,
        args: {} as never,
        nodes,
        parent,
      }),
    query,
  }) as Promise<Shape | null>
}

const byKey = (type: GraphQLObjectType): OnePlan => ({
  kind: 'one',
  where: (row, root: Row<Root>) =>
    sql`${row('id')} = ${root('id')} AND ${plannedType(type).visibleTo(row, root('viewer'))}`,
})

/**
 * The objects of a mutation's payload, by response name, each with what the document selects of it. NotFound when
 * one was deleted between the write and this read: the last word is then that it is gone. With a `query` each read is sent
 * by that, at once.
 */
export async function loadPayload(
  context: Context,
  info: GraphQLResolveInfo,
  typeName: string,
  objects: Record<string, { type: NodeType; key: string }>,
  query?: Query,
): Promise<Record<string, Written>> {
  const payloadType = info.schema.getType(typeName) as GraphQLObjectType
  const planned: Record<string, Written> = Object.create(null)
  await Promise.all(
    selectedOf(info, payloadType).map(async ({ name, definition, nodes }) => {
      const object = objects[definition.name]
      if (!object) return
      const loaded = await load(context, info, object.type, object.key, nodes, query)
      if (!loaded) throw new NotFound(object.type)
      planned[name] = loaded
    }),
  )
  return planned
}

/** What the field selects of an object of this type. (A subscription's info is graphql-js' own.) */
const selectedOf = (info: GraphQLResolveInfo, type: GraphQLObjectType) =>
  info instanceof Info ? info.below(type) : selectionBelow(info, type, info.fieldNodes)

/** What the field is called in the answer. */
const nameOf = ({ fieldNodes: [node], fieldName }: GraphQLResolveInfo): string =>
  node?.alias?.value ?? fieldName

const isPlanned = (source: unknown): source is { planned: Record<string, unknown> } =>
  typeof source === 'object' && source !== null && 'planned' in source
