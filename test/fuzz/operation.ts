import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import type { Random } from '../../src/seed/random.ts'
import type { Belongings } from './belongings.ts'
import { Values } from './values.ts'

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'))
const types = Object.values(schema.getTypeMap()).filter((type) => !isLeafType(type))
/** Files come in requests of another kind. */
const isSendable = ({ args }: GraphQLField<unknown, unknown>) =>
  !args.some(({ type }) => getNamedType(type).name === 'Upload')

export const kinds = ['query', 'mutation', 'subscription'] as const
export type Kind = (typeof kinds)[number]

const roots: Record<Kind, GraphQLObjectType> = {
  query: schema.getQueryType() as GraphQLObjectType,
  mutation: schema.getMutationType() as GraphQLObjectType,
  subscription: schema.getSubscriptionType() as GraphQLObjectType,
}

const MAX_FIELDS = 24
/** How often one of the choices that a document is made of is wrong. */
const WRONG = 0.004

export interface Operation {
  kind: Kind
  query: string
  /** As JSON text. */
  variables: string
}

/** Writes an operation that is random in everything that the schema leaves open, and now and then wrong in it. */
export function writeOperation(random: Random, belongings: Belongings, kind: Kind): Operation {
  const writer = new Writer(random, belongings)
  const body = writer.root(roots[kind])
  const declarations = writer.declarations.length ? `(${writer.declarations.join(', ')})` : ''
  const query = [`${kind} Q${declarations}${writer.directive(false)} ${body}`, ...writer.fragments].join('\n')
  return { kind, query, variables: `{${writer.variables.join()}}` }
}

class Writer {
  readonly declarations: string[] = []
  readonly variables: string[] = []
  readonly fragments: string[] = []
  readonly #random: Random
  readonly #values: Values
  #fields = 0
  #aliases = 0

  constructor(random: Random, belongings: Belongings) {
    this.#random = random
    this.#values = new Values(random, belongings)
  }

  root(type: GraphQLObjectType): string {
    const fields = Object.values(type.getFields()).filter(isSendable)
    const isOne = type === roots.subscription && !this.#isWrong()
    const count = isOne ? 1 : this.#random.pick([1, 1, 1, 2, 3])
    return `{ ${Array.from({ length: count }, () => this.#field(this.#random.pick(fields), 3)).join(' ')} }`
  }

  directive(isExecutable = true): string {
    if (this.#isWrong())
      return this.#random.pick([' @unknown', ' @skip', ' @include(if: null)', ' @skip(if: $no)'])
    if (!isExecutable || this.#random.chance(0.96)) return ''
    return ` @${this.#random.pick(['skip', 'include'])}(if: ${this.#random.pick(['true', 'false'])})`
  }

  #isWrong(): boolean {
    return this.#random.chance(WRONG)
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (isLeafType(type) !== this.#isWrong()) return ''
    const count = isAbstractType(type) ? 3 : this.#random.integer(1, 3)
    const selections = Array.from({ length: count }, () => this.#selected(type, depth))
    return `{ __typename ${selections.join(' ')} }`
  }

  #selected(type: GraphQLNamedType, depth: number): string {
    if (++this.#fields > MAX_FIELDS) return '__typename'
    const all = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    const fields = all.filter((field) => depth > 0 || isLeafType(getNamedType(field.type)))
    if (!fields.length || this.#random.chance(isAbstractType(type) ? 0.8 : 0.1))
      return this.#fragment(type, depth)
    return this.#field(this.#random.pick(fields), depth - 1)
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    if (depth < 0) return '__typename'
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
    const on = this.#random.pick(this.#isWrong() ? types : possible)
    const body = this.#selection(on, depth - 1)
    if (this.#random.chance(0.6)) return `... on ${on.name}${this.directive()} ${body}`
    const name = this.#isWrong() ? 'F0' : `F${this.fragments.length}`
    this.fragments.push(`fragment ${name} on ${on.name} ${body}`)
    return `...${name}${this.directive()}`
  }

  #field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const given = args.filter((arg) =>
      isRequiredArgument(arg) ? !this.#isWrong() : this.#random.chance(0.3),
    )
    const call = given.length ? `(${given.map((arg) => this.#argument(arg)).join(', ')})` : ''
    // Few meet others of their name, which may be of another type.
    const odd = this.#random.pick(['', '__proto__: ', 'then: ', 'constructor: '])
    const alias = this.#random.chance(0.05) ? odd : `a${this.#aliases++}: `
    return `${alias}${name}${call}${this.directive()} ${this.#selection(getNamedType(type), depth)}`
  }

  #argument({ name, type }: GraphQLArgument): string {
    const value = this.#values.of(name, type)
    if (this.#random.chance(0.5)) return `${name}: ${literal(value)}`
    const variable = `v${this.declarations.length}`
    const declared = this.#isWrong() ? this.#random.pick(['Int', 'ID!', '[String]', 'JSON']) : type
    const isDefault = this.#random.chance(0.1)
    this.declarations.push(`$${variable}: ${declared}${isDefault ? ` = ${literal(value)}` : ''}`)
    if (!isDefault) this.variables.push(`"${variable}": ${value}`)
    return `${name}: $${variable}`
  }
}

/** JSON as the document spells it: names without quotes. Enum values stay strings now and then, which is wrong. */
const literal = (json: string): string =>
  json.replace(/"([_A-Za-z]\w*)":/g, '$1:').replace(/(?<=: |^|[[,])"([A-Z][A-Z_]+)"/g, '$1')
