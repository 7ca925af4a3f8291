import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import {
  buildSchema,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLOutputType,
  execute as graphqlJs,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
  responsePathAsArray,
} from 'graphql'
import { expect, test } from 'vitest'
import { type Execution, execute } from '../../src/graphql/execution/execute.ts'

const fields = `
  leaf: String must: String! number: Int echo(n: Int = 3, all: [Int!]): String
  object: A mustObject: A! list: [A] mustList: [A!]! deep: [[Int!]] any: Thing anyList: [Thing!] either: Either`

const schema = buildSchema(`
  interface Thing { ${fields} }
  type A implements Thing { ${fields} }
  type B implements Thing { ${fields} }
  union Either = A | B
  type Query implements Thing { ${fields} }
  type Mutation implements Thing { ${fields} }`)

/** What resolvers make of it, at once or some of it later, and in which order. */
interface World {
  seed: number
  isPatient: boolean
  trace: string[]
}

/** The same number for the same words. */
function chance(world: World, words: string): number {
  let hash = world.seed
  for (const character of words) hash = Math.imul(hash ^ character.charCodeAt(0), 0x5bd1e995) ^ (hash >>> 13)
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
}

const failure = (place: string) => new Error(`Failed at ${place}.`)

/** A value for the place: a good one, null, an error or a promise of one of them. */
function valueAt(world: World, type: GraphQLOutputType, place: string): unknown {
  const waits = chance(world, `${place} waits`)
  if (!world.isPatient || waits > 0.35) return atOnce(world, type, place)
  const later = async () => {
    if (waits > 0.15) await setImmediate()
    return atOnce(world, type, place)
  }
  return later()
}

function atOnce(world: World, type: GraphQLOutputType, place: string): unknown {
  const luck = chance(world, `${place} luck`)
  if (luck < 0.06) return null
  if (luck < 0.1) throw failure(place)
  if (luck < 0.13) return failure(place)
  if (isNonNullType(type)) return atOnce(world, type.ofType, place)
  if (isListType(type)) {
    const length = Math.floor(chance(world, `${place} length`) * 4)
    return Array.from({ length }, (_, index) => itemAt(world, type.ofType, `${place}.${index}`))
  }
  // Of which not all are an Int.
  if (isScalarType(type) && type.name === 'Int') return luck > 0.95 ? 'many' : Math.round(luck * 100)
  if (isLeafType(type)) return place
  return { __typename: isObjectType(type) ? type.name : luck > 0.5 ? 'A' : 'B' }
}

/** As `valueAt`, of which a list has what it fails with among its values. */
function itemAt(world: World, type: GraphQLOutputType, place: string): unknown {
  try {
    return valueAt(world, type, place)
  } catch (error) {
    return error
  }
}

for (const type of Object.values(schema.getTypeMap()))
  if (isObjectType(type) && !type.name.startsWith('__'))
    for (const field of Object.values(type.getFields()))
      field.resolve = (_source, args: object, world: World, info) => {
        const place = responsePathAsArray(info.path).join('.')
        world.trace.push(place)
        return field.name === 'echo' ? JSON.stringify(args) : valueAt(world, field.type, place)
      }

/** By what a field may be called, of which none is another field's. */
const names: Record<string, string[]> = {
  leaf: ['leaf', '__proto__: leaf'],
  must: ['must', 'toString: must'],
  number: ['number', 'constructor: number'],
  echo: ['echo', 'a: echo(n: $n)', 'b: echo(n: 1, all: [1, $one])', 'c: echo(n: null, all: $all)'],
  deep: ['deep', 'then: deep'],
}
const objects: Record<string, string> = {
  object: 'A',
  mustObject: 'A',
  list: 'A',
  mustList: 'A',
  any: 'Thing',
  anyList: 'Thing',
  either: 'Either',
}

const directive = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc.constantFrom(
    '@include(if: $yes)',
    '@skip(if: $no)',
    '@skip(if: true)',
    '@include(if: $yes) @skip(if: $no)',
  ),
)
const leaf = fc.constantFrom(...Object.values(names).flat(), '__typename')

function selection(type: string, depth: number): fc.Arbitrary<string> {
  const field = fc.tuple(leaf, directive).map((words) => words.join(' '))
  const object = fc
    .constantFrom(...Object.entries(objects))
    .chain(([name, type]) =>
      fc
        .tuple(fc.constantFrom(name, `x${name}: ${name}`), directive, selection(type, depth - 1))
        .map((words) => words.join(' ')),
    )
  const inner = fc
    .constantFrom('... on A', '... on B', '... on Thing', '...')
    .filter((on) => on !== '...' || type !== 'Either')
    .chain((on) =>
      fc
        .tuple(fc.constant(on), directive, selection(on === '...' ? type : on.slice(7), depth - 1))
        .map((words) => words.join(' ')),
    )
  // Not by a variable that may be null: of a fragment that is there already graphql-js does not ask on what condition.
  const spread = fc.constantFrom(
    '...OfThing',
    '...OfA',
    '...OfThing @skip(if: $no)',
    '...OfA @include(if: $no)',
  )
  const isRoot = type === 'Query' || type === 'Mutation'
  const plain = type === 'Either' ? fc.constant('__typename') : field
  const items = [plain, ...(isRoot ? [] : [spread])]
  if (depth > 0) items.push(...(type === 'Either' ? [] : [object, object]), ...(isRoot ? [] : [inner]))
  return fc.array(fc.oneof(...items), { minLength: 1, maxLength: 5 }).map((all) => `{ ${all.join(' ')} }`)
}

const document = fc
  .tuple(
    fc.constantFrom('query', 'mutation'),
    selection('Thing', 1),
    selection('A', 1),
    selection('Query', 3),
  )
  .map(
    ([
      kind,
      ofThing,
      ofA,
      root,
    ]) => `${kind} ($yes: Boolean = true, $no: Boolean!, $n: Int, $one: Int = 1, $all: [Int!]) ${root}
      fragment OfThing on Thing ${ofThing.replaceAll(/\.\.\.Of\w+/g, '__typename')}
      fragment OfA on A ${ofA.replaceAll(/\.\.\.Of\w+/g, '__typename')}`,
  )

const variables = fc.record(
  {
    yes: fc.constantFrom(true, false, null),
    no: fc.boolean(),
    n: fc.constantFrom(null, 7),
    one: fc.constantFrom(null, 2, 'none'),
    all: fc.constantFrom(null, [1, 2]),
  },
  { requiredKeys: ['no'] },
)

/** Where an answer is null because of the error: where it happened, or above. */
function placeOf(data: unknown, { path = [] }: GraphQLError): string {
  const above: (string | number)[] = []
  let value = data
  for (const key of path) {
    if (value === null) break
    above.push(key)
    value = (value as Record<string | number, unknown>)[key]
  }
  return above.join('.')
}

/** The errors as the standard determines them: one that makes more than its own field null may not be the only one. */
const told = ({ data, errors = [] }: ExecutionResult) =>
  [
    ...new Set(
      errors.map((error) => {
        const place = placeOf(data, error)
        const isOfPlace = error.path !== undefined && place === error.path.join('.')
        return JSON.stringify(isOfPlace ? [place, error.message, error.locations] : [place])
      }),
    ),
  ].sort()

test('an operation comes to what graphql-js makes of it, whatever fails and whatever comes later', async () => {
  const property = fc.asyncProperty(
    document,
    fc.array(variables, { minLength: 2, maxLength: 3 }),
    fc.integer(),
    async (text, requests, seed) => {
      const document = parse(text)
      // The first once more: what was prepared for it is then known.
      for (const variableValues of [...requests, requests[0]]) {
        // Nothing comes later to graphql-js, which leaves promises alone beside what fails at once.
        const [world, worldOfIts]: World[] = [true, false].map((isPatient) => ({
          seed,
          isPatient,
          trace: [],
        }))
        const of = (contextValue?: World) => ({ schema, document, variableValues, contextValue }) as Execution
        const [result, its] = [await execute(of(world)), await graphqlJs(of(worldOfIts))]
        expect(JSON.stringify(result.data)).toBe(JSON.stringify(its.data))
        expect(told(result)).toEqual(told(its))
        for (const { message, path } of result.errors ?? [])
          if (message.startsWith('Failed at')) expect(message).toBe(`Failed at ${path?.join('.')}.`)
        if (document.definitions[0]?.loc?.startToken.value === 'mutation')
          expect(rootsOf(world)).toEqual(rootsOf(worldOfIts))
      }
    },
  )
  await fc.assert(property, { numRuns: 300 })
})

const rootsOf = (world?: World) => world?.trace.filter((place) => !place.includes('.'))

test('what is prepared for a document does not hold on to the variables that it was prepared with', async () => {
  const json = buildSchema('scalar Any type Query { keep(any: Any): String }')
  const keep = parse('query ($any: Any) { keep(any: $any) }')
  const used = () => {
    const any = { text: 'x' }
    execute({ schema: json, document: keep, variableValues: { any } })
    return new WeakRef(any)
  }
  const held = used()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // A reference that was made lives to the end of its turn.
  await setImmediate()
  collect()
  expect(held.deref()).toBeUndefined()
  expect(await execute({ schema: json, document: keep })).toEqual({ data: { keep: null } })
})
