import {
  doTypesOverlap,
  GraphQLBoolean,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLNonNull,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql'
import { parseId } from '../../../src/platform/ids.ts'
import { Arguments } from './arguments.ts'
import type { Chance } from './chance.ts'
import { viewerKey } from './dataset.ts'
import { publicSchema, type Tables } from './naive.ts'
import type { Scope, Selected } from './scope.ts'
import { Variables } from './variables.ts'

type Field = GraphQLField<unknown, unknown>

/** Where a selection set stands. */
interface Place {
  type: GraphQLCompositeType
  scope: Scope
  /** How many more objects deep it may go. */
  depth: number
  /** The key of the object, where it is known. */
  key: string | null
  /** Starts every alias, so that those of a fragment clash with none where it is spread. */
  prefix: string
}

const MAX_FIELDS = 60
const flag = new GraphQLNonNull(GraphQLBoolean)
/** Pages and edges are part of a list: they go no deeper. */
const isOfList = (type: string) => /(Connection|Edge)$/.test(type)

/** Writes one random query over the whole schema: whatever a client could send, most of it valid. */
export class DocumentWriter {
  readonly variables: Variables
  readonly #chance: Chance
  readonly #arguments: Arguments
  readonly #fragments: { name: string; type: GraphQLCompositeType; depth: number; text: string }[] = []
  #names = 0
  #fields = 0

  constructor(chance: Chance, tables: Tables) {
    this.#chance = chance
    this.variables = new Variables(chance)
    this.#arguments = new Arguments(chance, tables)
  }

  write(): string {
    const type = publicSchema.getQueryType() as GraphQLCompositeType
    const body = this.#selection({ type, scope: new Map(), depth: 3, key: viewerKey, prefix: '' })
    const fragments = this.#fragments.map(({ name, type, text }) => `fragment ${name} on ${type} ${text}`)
    return [`query ${this.variables.declarations()} ${body}`, ...fragments].join('\n')
  }

  #selection(place: Place): string {
    const count = isUnionType(place.type) ? 6 : 1 + this.#chance.upTo(isOfList(place.type.name) ? 4 : 3)
    const selections = Array.from({ length: count }, () => this.#one(place))
    return `{ ${selections.join(' ')} }`
  }

  #one(place: Place): string {
    if (++this.#fields > MAX_FIELDS || this.#chance.oneIn(12))
      return `${this.#typename(place)}${this.#directive()}`
    const fragments = isAbstractType(place.type) ? 6 : 1
    const isFragment = isUnionType(place.type) || this.#chance.upTo(6) >= 7 - fragments
    return isFragment ? this.#fragment(place) : this.#field(place)
  }

  #typename({ prefix }: Place): string {
    return this.#chance.oneIn(3) ? `${prefix}kind: __typename` : '__typename'
  }

  #directive(): string {
    if (!this.#chance.oneIn(8)) return ''
    return ` @${this.#chance.of(['include', 'skip'])}(if: ${this.variables.write(flag, this.#chance.oneIn(2))})`
  }

  #fragment(place: Place): string {
    const fitting = this.#fragments.filter(
      ({ type, depth }) => depth <= place.depth && doTypesOverlap(publicSchema, type, place.type),
    )
    if (fitting.length && this.#chance.oneIn(4))
      return `...${this.#chance.of(fitting).name}${this.#directive()}`
    const type = this.#chance.of(conditionsOn(place.type))
    if (this.#chance.oneIn(3)) {
      const name = `F${++this.#names}`
      const text = this.#selection({ ...place, type, scope: new Map(), key: null, prefix: `${name}_` })
      this.#fragments.push({ name, type, depth: place.depth, text })
      return `...${name}${this.#directive()}`
    }
    const condition = type === place.type && this.#chance.oneIn(3) ? '' : ` on ${type.name}`
    return `...${condition}${this.#directive()} ${this.#selection({ ...place, type })}`
  }

  #field(place: Place): string {
    const again = [...place.scope.values()].filter(({ parent }) => parent === place.type.name)
    const selected = again.length && this.#chance.oneIn(6) ? this.#chance.of(again) : this.#select(place)
    const type = publicSchema.getType(selected.type)
    const head = `${selected.head}${this.#directive()}`
    if (!isCompositeType(type)) return head
    const depth = place.depth - (isOfList(place.type.name) ? 0 : 1)
    return `${head} ${this.#selection({ ...place, type, depth, scope: selected.below, key: selected.key })}`
  }

  /** A field that is not selected there yet, under a name that is free. */
  #select({ type, scope, depth, key, prefix }: Place): Selected {
    const [leaves, composites] = fieldsOf(type)
    const goesOn = depth > 0 || isOfList(type.name)
    // Half of them lead on, however many plain columns a type has.
    const choices = goesOn && composites.length && this.#chance.oneIn(2) ? composites : leaves
    const field = this.#chance.of(choices.length ? choices : composites)
    const given = this.#arguments.of(type.name, field, key)
    const args = field.args
      .filter(({ name }) => given[name] !== undefined)
      .map(({ name, type }) => `${name}: ${this.variables.write(type, given[name])}`)
    const call = `${field.name}${args.length ? `(${args.join(', ')})` : ''}`
    const plain = args.length ? [] : [field.name, field.name]
    const name = this.#chance.of([...plain, ...['a', 'b', 'c'].map((name) => prefix + name)])
    const free = scope.has(name) && scope.get(name)?.head !== call ? `${prefix}x${++this.#names}` : name
    const selected: Selected = {
      head: free === field.name ? call : `${free}: ${call}`,
      parent: type.name,
      type: getNamedType(field.type).name,
      below: scope.get(free)?.below ?? new Map(),
      key: typeof given.id === 'string' ? (parseId(given.id)?.key ?? null) : null,
    }
    scope.set(free, selected)
    return selected
  }
}

/** Those without a selection of their own, and those with one. */
function fieldsOf(type: GraphQLCompositeType): [Field[], Field[]] {
  const fields: Field[] = isUnionType(type) ? [] : Object.values(type.getFields())
  const isComposite = (field: Field) => isCompositeType(getNamedType(field.type))
  return [fields.filter((field) => !isComposite(field)), fields.filter(isComposite)]
}

/** The types that a fragment can ask for where this one stands. */
function conditionsOn(type: GraphQLCompositeType): GraphQLCompositeType[] {
  if (isAbstractType(type))
    return [...publicSchema.getPossibleTypes(type), ...(isUnionType(type) ? [] : [type])]
  return [type, ...type.getInterfaces()]
}
