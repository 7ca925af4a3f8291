import * as fc from 'fast-check'
import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { urlSecret } from '../../../src/platform/storage/urlSecret.ts'
import { UrlSigner } from '../../../src/platform/storage/urlSigner.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { decoded } from '../hostile.ts'
import { patience } from '../patience.ts'
import { Chance } from './chance.ts'
import { fill, viewerKey } from './dataset.ts'
import { DocumentWriter } from './document.ts'
import { naiveExecutor, publicSchema, readTables } from './naive.ts'

const { url, database } = await testServer({ MAX_COST: '999999999' })
const client = await clientOf(url)
await fill(database.prisma, client.name)
const tables = await readTables(database.prisma)
const naive = naiveExecutor(tables, viewerKey, new UrlSigner(urlSecret(database.prisma), () => url))

async function expectSame(query: string, variables: Record<string, unknown>) {
  const told = `${query}\nwith ${JSON.stringify(variables)}`
  const [{ body }, expected] = await Promise.all([client.send(query, variables), naive(query, variables)])
  expect(comparable(body.data), told).toEqual(comparable(expected.data))
  expect(codes(body.errors), told).toEqual(expected.errors ? ['BAD_USER_INPUT'] : [])
}

test('whatever is selected, the answer is that of reading field by field', () =>
  fc.assert(
    fc.asyncProperty(fc.gen(), async (draw) => {
      const writer = new DocumentWriter(new Chance(draw), tables)
      const query = writer.write()
      fc.pre(validate(publicSchema, parse(query)).length === 0)
      await expectSame(query, writer.variables.values)
    }),
    { ...patience, numRuns: 100 },
  ))

test('every kind of part is read from every message', () => expectSame(EVERY_PART, {}))

const EVERY_PART = `{
  conversations(filter: { states: [ACTIVE, ARCHIVED, TRASHED] }) {
    nodes { title messages { edges { node {
      content
      files { id message { id } }
      parts {
        __typename
        ... on TextPart { text metadata }
        ... on ReasoningPart { text metadata }
        ... on ToolCallPart { toolCallId toolName input metadata }
        ... on ToolResultPart { toolCallId output isError metadata }
        ... on FilePart { file { id name message { position } } metadata }
        ... on SourcePart { url title metadata }
        ... on DataPart { name dataId data metadata }
      }
    } } } }
  }
}`

/** Which errors beside one that empties the answer come to be told is a matter of who comes first. */
const codes = (errors: { extensions: { code: string } }[] = []) => [
  ...new Set(errors.map(({ extensions }) => extensions.code)),
]

/** As plain JSON. Of cursors, what place they mark: how they spell its key is their own affair. */
const comparable = (data: unknown) =>
  JSON.parse(JSON.stringify(data ?? null), (_, value) =>
    typeof value === 'string' && value.startsWith('WyJ') ? decoded(value).with(2, null) : value,
  )
