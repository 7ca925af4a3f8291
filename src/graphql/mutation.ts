import type { InputFieldMap, InputShapeFromFields } from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import { encodeId, type NodeType } from '../platform/ids.ts'
import { Refusal } from '../platform/refusal.ts'
import { builder, type Types } from './builder.ts'
import type { Context } from './context.ts'
import { loadPayload, resolvePlanned } from './plan/resolve.ts'
import { answerOf, refusals } from './refusals.ts'

/** A field of a payload: an object of this type, or the id of one that is gone. */
type PayloadField = { node: NodeType; nullable?: boolean } | { deleted: NodeType }

interface Options<Input extends InputFieldMap, Field extends string> {
  description: string
  input: (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => Input
  payload: Record<Field, PayloadField>
  /** Does it, and answers with the key of each object in the payload. */
  resolve: (input: InputShapeFromFields<Input>, context: Context) => Promise<Record<Field, string | null>>
}

/**
 * Defines a mutation as they all are: one `input`, and a union of its payload and the refusals. What a service
 * throws as a refusal is answered as a member of the union; whatever else it throws fails the request.
 */
export function mutation<Input extends InputFieldMap, Field extends string>(
  name: string,
  { description, input, payload, resolve }: Options<Input, Field>,
): void {
  const Name = name.charAt(0).toUpperCase() + name.slice(1)
  const fields = Object.entries<PayloadField>(payload)
  const InputType = builder.inputType(`${Name}Input`, {
    description: `What \`${name}\` takes.`,
    fields: input,
  })
  const PayloadType = builder
    .objectRef<{ __typename: string } & Record<string, string>>(`${Name}Payload`)
    .implement({
      description: `What \`${name}\` answers with, when it is done or was done before.`,
      fields: (t) =>
        Object.fromEntries(
          fields.map(([field, spec]) => [
            field,
            'deleted' in spec
              ? t.exposeID(field, { description: `The id that the ${spec.deleted.toLowerCase()} had.` })
              : t.field({
                  type: spec.node as never,
                  nullable: spec.nullable ?? false,
                  description: `The ${spec.node.toLowerCase()} as it is now.`,
                  resolve: resolvePlanned as never,
                }),
          ]),
        ),
    })
  const Result = builder.unionType(`${Name}Result`, {
    description: `The answer of \`${name}\`: its payload, or why it was refused.`,
    types: [PayloadType, ...refusals],
    resolveType: ({ __typename }) => __typename,
  })
  const answer = async (
    _root: unknown,
    args: { input: InputShapeFromFields<Input> },
    context: Context,
    info: GraphQLResolveInfo,
  ) => {
    try {
      const keys = await resolve(args.input, context)
      const ids: Record<string, string> = {}
      const objects: Record<string, { type: NodeType; key: string }> = {}
      for (const [field, spec] of fields) {
        const key = keys[field as Field]
        if (key === null) continue
        if ('deleted' in spec) ids[field] = encodeId(spec.deleted, key)
        else objects[field] = { type: spec.node, key }
      }
      return {
        ...ids,
        __typename: PayloadType.name,
        planned: await loadPayload(context, info, PayloadType.name, objects),
      }
    } catch (error) {
      if (error instanceof Refusal) return answerOf(error)
      throw error
    }
  }
  builder.mutationField(name, (t) =>
    t.field({
      type: Result,
      nullable: true,
      description,
      args: { input: t.arg({ type: InputType, required: true, description: `What \`${name}\` takes.` }) },
      resolve: answer as never,
    }),
  )
}
