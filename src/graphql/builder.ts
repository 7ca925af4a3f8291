import SchemaBuilder from '@pothos/core'
import PrismaPlugin from '@pothos/plugin-prisma'
import type PrismaTypes from '../platform/db/generated/pothos.ts'
import { getDatamodel } from '../platform/db/generated/pothos.ts'
import type { Context } from './context.ts'

interface BuilderTypes {
  Context: Context
  DefaultFieldNullability: false
  PrismaTypes: PrismaTypes
  Scalars: {
    DateTime: { Input: string; Output: string | Date }
    Upload: { Input: File; Output: never }
    JSON: { Input: unknown; Output: unknown }
    JSONObject: { Input: Record<string, unknown>; Output: unknown }
  }
}

export type Types = PothosSchemaTypes.ExtendDefaultTypes<BuilderTypes>

export const builder = new SchemaBuilder<BuilderTypes>({
  plugins: [PrismaPlugin],
  defaultFieldNullability: false,
  prisma: { client: (context) => context.prisma, dmmf: getDatamodel() },
})

builder.queryType({ description: 'Everything that can be read. A viewer sees only what is theirs.' })
builder.subscriptionType({
  description:
    'Everything that can be watched, over WebSocket or Server-Sent Events. Every event has a cursor to go on from.',
})
builder.mutationType({
  description: 'Everything that can be changed: one intention each, answered by its payload or a refusal.',
})
