import { readFileSync } from 'node:fs'
import { buildSchema, type ExecutionResult, execute, type GraphQLScalarType, parse } from 'graphql'
import type { PrismaClient } from '../../../src/platform/db/generated/client.ts'
import { encodeId, type NodeType } from '../../../src/platform/ids.ts'
import type { UrlSigner } from '../../../src/platform/storage/urlSigner.ts'
import { resolversOver } from './naiveResolvers.ts'

/** The schema that clients see, without a line of what serves it. */
export const publicSchema = buildSchema(
  readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'),
)
const dateTime = publicSchema.getType('DateTime') as GraphQLScalarType
dateTime.serialize = (value) => new Date(value as Date | string).toISOString()

export type Tables = Awaited<ReturnType<typeof readTables>>

const tagged = <Name extends NodeType, Row>(name: Name, rows: Row[]) =>
  rows.map((row) => ({ ...row, __typename: name }))

/** Everything there is, read with Prisma's model API. */
export async function readTables(prisma: PrismaClient) {
  return {
    users: tagged('User', await prisma.user.findMany()),
    spaces: tagged('Space', await prisma.space.findMany()),
    conversations: tagged('Conversation', await prisma.conversation.findMany()),
    messages: tagged('Message', await prisma.message.findMany()),
    files: tagged('File', await prisma.file.findMany()),
  }
}

/** Executes documents field by field over rows in memory: slow to read, hard to get wrong. */
export function naiveExecutor(tables: Tables, viewerKey: string, urls: UrlSigner) {
  const resolvers = resolversOver(tables, viewerKey, urls)
  return async (query: string, variableValues: Record<string, unknown>): Promise<ExecutionResult> =>
    execute({
      schema: publicSchema,
      document: parse(query),
      variableValues,
      typeResolver: (value) => (value as { __typename: string }).__typename,
      fieldResolver: (row, args, _context, { fieldName, parentType }) => {
        const resolve = resolvers[parentType.name]?.[fieldName]
        if (resolve) return resolve(row, args)
        return fieldName === 'id' ? encodeId(row.__typename, row.id) : row[fieldName]
      },
    })
}
