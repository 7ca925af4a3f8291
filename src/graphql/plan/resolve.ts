import DataLoader from 'dataloader'
import { type FieldNode, GraphQLError, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql'
import { type Row, raw, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import type { NodeType } from '../../platform/ids.ts'
import { NotFound } from '../../platform/refusal.ts'
import { TooLarge } from '../answerLimit.ts'
import type { Context } from '../context.ts'
import { type Budget, budgetOf } from './budget.ts'
import {
  compileField,
  compileRows,
  type PlannedObject,
  plannedType,
  type Reader,
  type Scope,
  subFields,
} from './compile.ts'
import type { OnePlan, Root } from './declare.ts'
import { earlyReads } from './early.ts'

/** Resolves a field that has a plan: from the row it stands in where a planned read made that, else by a read of its own. */
export function resolvePlanned(
  parent: unknown,
  _args: object,
  context: Context,
  info: GraphQLResolveInfo,
): unknown {
  if (isPlanned(parent)) return parent.planned[info.path.key]
  const field = info.parentType.getFields()[info.fieldName]
  if (!field) throw new Error(`${info.parentType.name} has no field ${info.fieldName}`)
  return read(
    context,
    info,
    context.viewer.id,
    compileField(scopeOf(info), field, nodesOf(info), rowOf(ROOT)),
  )
}

/** The object of this key with what `nodes` select of it, or null where the viewer sees none. */
export function load<Shape = PlannedObject>(
  context: Context,
  info: GraphQLResolveInfo,
  typeName: string,
  key: string,
  nodes: readonly FieldNode[] = info.fieldNodes,
): Promise<Shape | null> {
  const type = info.schema.getType(typeName) as GraphQLObjectType
  const byKey: OnePlan = {
    kind: 'one',
    where: (row, root: Row<Root>) =>
      sql`${row('id')} = ${root('id')} AND ${plannedType(type).visibleTo(row, root('viewer'))}`,
  }
  const reader = compileRows(scopeOf(info), byKey, type, {} as never, [...nodes], rowOf(ROOT))
  return read(context, info, key, reader) as Promise<Shape | null>
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
  const selected = [...subFields(scopeOf(info), payloadType, nodesOf(info))]
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

const isPlanned = (parent: unknown): parent is PlannedObject =>
  typeof parent === 'object' && parent !== null && 'planned' in parent

const nodesOf = (info: GraphQLResolveInfo): FieldNode[] => [...info.fieldNodes]

function scopeOf({ schema, fragments, variableValues }: GraphQLResolveInfo): Scope {
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

const ROOT = 'root'

/** What stands for one answer: a subscription keeps its context while each of its events has an answer. */
const answerOf = (context: Context, { rootValue }: GraphQLResolveInfo): object =>
  (rootValue as object | undefined) ?? context

/** Reads for one answer that need the same statement, for different keys, become one. */
const loaders = new WeakMap<object, Map<string, DataLoader<string, unknown>>>()

async function read(
  context: Context,
  info: GraphQLResolveInfo,
  key: string,
  reader: Reader,
): Promise<unknown> {
  const answer = answerOf(context, info)
  const budget = budgetOf(answer)
  budget.load()
  const early = earlyReads(context, info)
  if (early) await early
  const byStatement = loaders.get(answer) ?? new Map<string, DataLoader<string, unknown>>()
  loaders.set(answer, byStatement)
  const statement = `${reader.sql.text} ${JSON.stringify(reader.sql.values)}`
  let loader = byStatement.get(statement)
  if (!loader) {
    // No value cache: a mutation beside this read may have changed what an earlier one saw.
    loader = new DataLoader((keys) => runBatch(context, budget, reader.sql, keys), { cache: false })
    byStatement.set(statement, loader)
  }
  return reader.shape((await loader.load(key)) as never, { id: key })
}

async function runBatch(
  { prisma, viewer }: Context,
  budget: Budget,
  expression: Sql,
  keys: readonly string[],
): Promise<unknown[]> {
  // Aliases soon make half a gigabyte of a few messages, and text of that length ends this process as it arrives.
  // OFFSET keeps the expression from being evaluated once more for its size.
  const { rows, isTooLarge } = await budget.read(async (most) => {
    const rows = await prisma
      .$queryRaw<{ n: number; data: unknown; bytes: number | null }[]>(sql`
        SELECT n, bytes::float8 AS bytes, CASE WHEN bytes <= ${most}::int THEN data END AS data
        FROM (
          SELECT n, data, sum(pg_column_size(data)) OVER () AS bytes
          FROM (
            SELECT ${raw(ROOT)}.n::int AS n, ${expression} AS data
            FROM unnest(${keys}::uuid[], ${keys.map(() => viewer.id)}::uuid[]) WITH ORDINALITY
              AS ${raw(ROOT)}(id, viewer, n) OFFSET 0
          ) read
        ) measured`)
      .catch((error: unknown) => {
        throw isTooLargeToWrite(error) ? new TooLarge() : error
      })
    const bytes = rows[0]?.bytes ?? 0
    return bytes > most ? { rows: [], bytes: 0, isTooLarge: true } : { rows, bytes, isTooLarge: false }
  })
  if (isTooLarge) throw new TooLarge()
  const byOrdinal = new Map(rows.map((row) => [row.n, row.data]))
  return keys.map((_, i) => byOrdinal.get(i + 1) ?? null)
}

/** PostgreSQL gives up text of a gigabyte, as JSON of few bytes in the table may become. */
const isTooLargeToWrite = (error: unknown): boolean =>
  /invalid memory alloc request size|enlarge string buffer|total size of jsonb/.test(String(error))
