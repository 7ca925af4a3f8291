import { readFile } from 'node:fs/promises'
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
  printSchema,
} from 'graphql'
import { expect, test } from 'vitest'
import { schemaPage } from '../../scripts/schemaPage.mjs'
import { schema } from '../../src/schema.ts'

/** A type, or something in one. */
interface Part {
  path: string
  description?: string | null | undefined
  type?: GraphQLInputType | GraphQLOutputType
}

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
const parts = types.flatMap(partsOf)

test('schema.graphql and docs/schema.md are what the code says: `npm run schema` writes them', async () => {
  expect(await readFile('schema.graphql', 'utf8')).toBe(`${printSchema(schema)}\n`)
  expect(await readFile('docs/schema.md', 'utf8')).toBe(schemaPage(schema))
})

test('docs/schema.md tells default values', () => {
  const page = schemaPage(
    buildSchema(`
      type Query { "Some." rows("How many." first: Int = 20): Int }
      type Mutation { _: Done }  union Done = Payload  type Payload { "Yes." done: Int }
      type Subscription { "Some." rows: Int }
    `),
  )
  expect(page).toContain('| `first` | Int = `20` | How many. |')
})

test('everything is described, and by more than its name', () => {
  const saysNothing = ({ path, description }: Part) =>
    ['', wordsOf(path.split('.').at(-1) ?? '')].includes(wordsOf(description ?? ''))
  expect(parts.filter(saysNothing).map(({ path }) => path)).toEqual([])
})

test('every mutation takes one input, and answers with its payload or one of the same four refusals', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  expect(mutations).not.toEqual([])
  for (const { name, args, type } of mutations) {
    const Name = name.charAt(0).toUpperCase() + name.slice(1)
    const members = `${Name}Payload NotFoundError ValidationError ConflictError PermissionDeniedError`
    // The specification of multipart requests gives a file a place of its own.
    const taken = name === 'uploadFile' ? 'file: Upload!' : `input: ${Name}Input!`
    expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([taken])
    expect(String(type)).toBe(`${Name}Result`)
    expect(isUnionType(type) && type.getTypes().map(String).sort()).toEqual(members.split(' ').sort())
  }
})

test('every list is a page, or says how long it can be', () => {
  const isPage = ({ path }: Part) => /^\w+Connection\.(edges|nodes)$/.test(path)
  const lists = parts.filter(({ type }) => isListType(getNullableType(type)))
  expect(lists.filter(isPage)).not.toEqual([])
  const unbounded = lists.filter(
    (list) =>
      !isPage(list) && !isEnumType(getNamedType(list.type)) && !/at most [\d,]+/.test(list.description ?? ''),
  )
  expect(unbounded.map(({ path }) => path)).toEqual([])
})

test('every page can be asked for by its size, from both ends', () => {
  const pages = parts.filter(({ type }) => getNamedType(type)?.name.endsWith('Connection'))
  expect(pages).not.toEqual([])
  const names = parts.map(({ path }) => path)
  for (const { path } of pages)
    expect(names).toEqual(
      expect.arrayContaining(['first', 'after', 'last', 'before'].map((name) => `${path}.${name}`)),
    )
})

function partsOf(type: GraphQLNamedType): Part[] {
  const itself = { path: type.name, description: type.description }
  return [itself, ...membersOf(type).map((member) => ({ ...member, path: `${type.name}.${member.path}` }))]
}

function membersOf(type: GraphQLNamedType): Part[] {
  const partOf = ({ name, ...part }: { name: string }): Part => ({ ...part, path: name })
  if (isEnumType(type)) return type.getValues().map(partOf)
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(partOf)
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    partOf(field),
    ...field.args.map((arg) => partOf({ ...arg, name: `${field.name}.${arg.name}` })),
  ])
}

/** The words of a name or a sentence, without those that say nothing. */
function wordsOf(text: string): string {
  const words =
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/\w+/g) ?? []
  return words.filter((word) => !/^(the|a|an|its|it|is|of)$/.test(word)).join(' ')
}
