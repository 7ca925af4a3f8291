import {
  type FieldNode,
  type GraphQLResolveInfo,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Context } from '../context.ts'

/**
 * Fields that say from when the rest of an answer is. Their values are read before anything else of the operation, so
 * that they are never newer than what is selected beside them, whichever statement that comes with.
 */

type Read<Value> = (context: Context) => Promise<Value>

/** Options of such a field. */
export const readBeforeAll = <Value>(read: Read<Value>) => ({
  extensions: { readBeforeAll: read },
  resolve: (_parent: unknown, _args: object, context: Context, info: GraphQLResolveInfo): Promise<Value> =>
    earlyValue(contextOf(info) ?? context, read),
})

/** Done when every such field of the operation is read, which every other read waits for; null where there is none. */
export function earlyReads(context: Context, info: GraphQLResolveInfo): Promise<unknown> | null {
  const reads = readsOf(info)
  return reads.length ? Promise.all(reads.map((read) => earlyValue(context, read))) : null
}

/** Whether the operation has such a field. */
export const readsBeforeAll = (info: GraphQLResolveInfo): boolean => readsOf(info).length > 0

/** Each event of a subscription is an answer of its own, and brings the context in which its objects were read. */
const contextOf = ({ rootValue }: GraphQLResolveInfo): Context | undefined =>
  (rootValue as { context?: Context } | undefined)?.context

const values = new WeakMap<Context, Map<Read<unknown>, Promise<unknown>>>()

function earlyValue<Value>(context: Context, read: Read<Value>): Promise<Value> {
  const ofContext = values.get(context) ?? new Map<Read<unknown>, Promise<unknown>>()
  values.set(context, ofContext)
  const value = ofContext.get(read) ?? read(context)
  ofContext.set(read, value)
  return value as Promise<Value>
}

const readsByOperation = new WeakMap<OperationDefinitionNode, Read<unknown>[]>()

function readsOf({ schema, operation, fragments }: GraphQLResolveInfo): Read<unknown>[] {
  const known = readsByOperation.get(operation)
  if (known) return known
  const reads = new Set<Read<unknown>>()
  const types = new TypeInfo(schema)
  const Field = (_node: FieldNode) => {
    const read = types.getFieldDef()?.extensions.readBeforeAll
    if (read) reads.add(read as Read<unknown>)
  }
  const document = { kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] } as const
  visit(document, visitWithTypeInfo(types, { Field }))
  const found = [...reads]
  readsByOperation.set(operation, found)
  return found
}
