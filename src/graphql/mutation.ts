import type { ArgBuilder, InputFieldMap, InputShapeFromFields } from '@pothos/core'
import { GraphQLError, type GraphQLResolveInfo } from 'graphql'
import type { Query } from '../platform/db/statements.ts'
import { isDatabaseUnavailable } from '../platform/db/unavailable.ts'
import { encodeId, type NodeType } from '../platform/ids.ts'
import { Refusal } from '../platform/refusal.ts'
import { builder, type Types } from './builder.ts'
import type { Context } from './context.ts'
import type { Written } from './execution/written.ts'
import { readsBeforeAll } from './plan/early.ts'
import { loadPayload, resolvePlanned } from './plan/resolve.ts'
import { answerOf, refusals } from './refusals.ts'

/** A field of a payload: an object of this type, the id of one that is gone, or something else. */
type PayloadField = { node: NodeType; nullable?: boolean } | { deleted: NodeType } | ValueField

/** A value that is no object's. */
interface ValueField {
  value: 'String' | 'DateTime' | 'JSONObject'
  description: string
}

type Payload = Record<string, PayloadField>

/** What makes the fields of a payload: an object's key (null for no object), or the value itself. */
type Made<Fields extends Payload> = {
  [Field in keyof Fields]: Fields[Field] extends ValueField ? unknown : string | null
}

interface Options<Fields extends Payload, Args> {
  description: string
  payload: Fields
  /** Does it, and answers with what makes its payload. What that will be it may have read behind its write. */
  resolve: (args: Args, context: Context, read: ReadBehind<Fields>) => Promise<Made<Fields>>
}

type ReadBehind<Fields extends Payload> = (made: Made<Fields>, query: Query) => void

type InputBuilder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

/** Defines a mutation as they all are: one `input`, and a union of its payload and the refusals. */
export function mutation<Input extends InputFieldMap, const Fields extends Payload>(
  name: string,
  {
    input,
    resolve,
    ...options
  }: Options<Fields, InputShapeFromFields<Input>> & { input: (t: InputBuilder) => Input },
): void {
  const description = `What \`${name}\` takes.`
  const type = builder.inputType(`${capital(name)}Input`, { description, fields: input })
  mutationWithArguments(name, {
    ...options,
    args: (t) => ({ input: t({ type, required: true, description }) }),
    resolve: ({ input }: { input: InputShapeFromFields<Input> }, context, read) =>
      resolve(input, context, read),
  })
}

/**
 * The same for one that takes its arguments as a specification wants them. What a service throws as a refusal is
 * answered as a member of the union; whatever else it throws fails the request.
 */
export function mutationWithArguments<Args, const Fields extends Payload>(
  name: string,
  {
    description,
    args,
    payload,
    resolve,
  }: Options<Fields, Args> & { args: (t: ArgBuilder<Types>) => InputFieldMap },
): void {
  const fields = Object.entries<PayloadField>(payload)
  const PayloadType = payloadType(name, fields)
  const Result = builder.unionType(`${capital(name)}Result`, {
    description: `The answer of \`${name}\`: its payload, or why it was refused.`,
    types: [PayloadType, ...refusals],
    resolveType: ({ __typename }) => __typename,
  })
  const answer = async (_root: unknown, given: Args, context: Context, info: GraphQLResolveInfo) => {
    const load = (made: Record<string, unknown>, query?: Query) =>
      loadPayload(context, info, PayloadType.name, objectsOf(fields, made), query)
    let early: Promise<Record<string, Written> | null> | undefined
    try {
      const made: Record<string, unknown> = await resolve(given, context, (made, query) => {
        if (readsBeforeAll(info)) return
        early = load(made, query).catch(unlessTold)
        // Where the write fails, that is what is told.
        early.catch(() => {})
      })
      return {
        ...valuesOf(fields, made),
        __typename: PayloadType.name,
        planned: (await early) ?? (await load(made)),
      }
    } catch (error) {
      if (error instanceof Refusal) return answerOf(error)
      throw error
    }
  }
  builder.mutationField(name, (t) =>
    t.field({ type: Result, nullable: true, description, args: args(t.arg), resolve: answer as never }),
  )
}

/** What is not there was not written so: it is read again when it is. Other errors would come again. */
function unlessTold(error: unknown): null {
  if (error instanceof GraphQLError || isDatabaseUnavailable(error)) throw error
  return null
}

/** The objects of a payload, by its fields. */
function objectsOf(fields: [string, PayloadField][], made: Record<string, unknown>) {
  const objects: Record<string, { type: NodeType; key: string }> = {}
  for (const [field, spec] of fields)
    if ('node' in spec && made[field] !== null)
      objects[field] = { type: spec.node, key: made[field] as string }
  return objects
}

/** What else is in it. */
function valuesOf(fields: [string, PayloadField][], made: Record<string, unknown>) {
  const values: Record<string, unknown> = {}
  for (const [field, spec] of fields) {
    if ('deleted' in spec) values[field] = encodeId(spec.deleted, made[field] as string)
    else if ('value' in spec) values[field] = made[field]
  }
  return values
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

const payloadType = (name: string, fields: [string, PayloadField][]) =>
  builder.objectRef<{ __typename: string } & Record<string, never>>(`${capital(name)}Payload`).implement({
    description: `What \`${name}\` answers with, when it is done or was done before.`,
    fields: (t) =>
      Object.fromEntries(
        fields.map(([field, spec]) => {
          if ('deleted' in spec)
            return [
              field,
              t.exposeID(field, { description: `The id that the ${spec.deleted.toLowerCase()} had.` }),
            ]
          if ('value' in spec)
            return [
              field,
              t.field({
                type: spec.value,
                description: spec.description,
                resolve: (made) => made[field] as never,
              }),
            ]
          return [
            field,
            t.field({
              type: spec.node as never,
              nullable: spec.nullable ?? false,
              description: `The ${spec.node.toLowerCase()} as it is now.`,
              resolve: resolvePlanned as never,
            }),
          ]
        }),
      ),
  })
