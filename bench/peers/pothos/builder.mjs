import SchemaBuilder from '@pothos/core'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import { getDatamodel } from '../../../dist/platform/db/generated/pothos.js'
import { prisma } from '../common/prisma.mjs'

export const builder = new SchemaBuilder({
  plugins: [PrismaPlugin, RelayPlugin],
  defaultFieldNullability: false,
  prisma: { client: prisma, dmmf: getDatamodel() },
  relay: { nodesOnConnection: true, nodeQueryOptions: false, nodesQueryOptions: false },
})

builder.queryType({})
builder.mutationType({})
builder.subscriptionType({})

builder.scalarType('DateTime', { serialize: (date) => date.toISOString() })

export const MessageRole = builder.enumType('MessageRole', {
  values: ['SYSTEM', 'DEVELOPER', 'USER', 'ASSISTANT', 'TOOL'],
})
