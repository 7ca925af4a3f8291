import { encodeId, type NodeType } from '../platform/ids.ts'
import { builder } from './builder.ts'

/** Every object with an id of its own. */
export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'An object with an id of its own.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque, unique across types, and what `node(id:)` takes.' }),
  }),
})

/** Options of a node type's `id`. */
export const nodeId = (type: NodeType) => ({
  description: 'Opaque, unique across types, and what `node(id:)` takes.',
  extensions: { plan: { kind: 'id', type } as const },
  resolve: (row: { id: string }) => encodeId(type, row.id),
})
