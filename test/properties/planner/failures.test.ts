import { expect, test } from 'vitest'
import { urlSecret } from '../../../src/platform/storage/urlSecret.ts'
import { UrlSigner } from '../../../src/platform/storage/urlSigner.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { fill, keys, viewerKey } from './dataset.ts'
import { naiveExecutor, readTables } from './naive.ts'

/** Rows that no server writes: what fails of them, and what is null for it, is what graphql-js makes of it. */

const { url, database } = await testServer()
const client = await clientOf(url)
await fill(database.prisma, client.name)
const broken = (n: number) => [
  { type: 'text', text: 'fine' },
  ...(n === 0 ? [{ type: 'text' }] : []),
  ...(n === 1 ? [{ type: 'nothing' }] : []),
  { type: 'file', fileId: keys.File(1) },
  { type: 'toolResult', toolCallId: 't', isError: false, metadata: n === 2 ? 'no object' : {} },
]
for (const [index, { id }] of (await database.prisma.message.findMany({ orderBy: { id: 'asc' } })).entries())
  if (index % 5 < 3)
    await database.prisma.message.update({ where: { id }, data: { parts: broken(index % 5) } })
const tables = await readTables(database.prisma)
const naive = naiveExecutor(tables, viewerKey, new UrlSigner(urlSecret(database.prisma), () => url))

const PARTS = `parts {
  __typename
  ... on TextPart { text t: text }
  ... on FilePart { file { id url message { position more: parts { ... on TextPart { text } } } } }
  ... on ToolResultPart { toolCallId metadata }
}`

test.each([
  `{ conversations { totalCount nodes { title messages { nodes { position ${PARTS} } } } } }`,
  `{ conversations { edges { node { lastMessage { ${PARTS} a: ${PARTS} b: content } } } } }`,
  `{ a: conversations { nodes { lastMessage { content } bad: messages(first: 0) { totalCount } } }
     b: conversations { nodes { lastMessage { ${PARTS} content status } } } c: viewer { name } }`,
  `{ conversations { nodes { lastMessage { parts { ... on ToolResultPart { m: metadata metadata } } id } } } }`,
  `{ spaces { nodes { conversations { edges { node { lastMessage { createdAt ${PARTS} } } } } } } }`,
])('what cannot be answered of a row fails alone: %#', async (query) => {
  const [{ body }, expected] = await Promise.all([client.send(query), naive(query, {})])
  expect(body.data ?? null).toEqual(JSON.parse(JSON.stringify(expected.data ?? null)))
  expect(paths(body.errors)).toEqual(paths(expected.errors))
})

const paths = (errors: readonly { path?: unknown }[] = []) =>
  errors.map(({ path }) => JSON.stringify(path)).sort()
