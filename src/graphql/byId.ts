import type { ObjectRef } from '@pothos/core'
import { decodeId, type NodeType } from '../platform/ids.ts'
import { builder, type Types } from './builder.ts'
import { load } from './plan/resolve.ts'

/** Defines the query of one object by its id, such as `conversation(id:)`. */
export function queryById(type: NodeType, ref: ObjectRef<Types, object>): void {
  const name = type.toLowerCase()
  builder.queryField(name, (t) =>
    t.field({
      type: ref,
      nullable: true,
      description: `The ${name} of this id; null where there is none that is the viewer's.`,
      args: { id: t.arg.id({ required: true, description: `The id of the ${name}.` }) },
      resolve: (_root, { id }, context, info) => {
        const key = decodeId(type, id)
        return key === null ? null : load<object>(context, info, type, key)
      },
    }),
  )
}
