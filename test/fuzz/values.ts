import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import type { Random } from '../../src/seed/random.ts'
import { hostileValues } from '../schema/hostileValues.ts'
import type { Belongings } from './belongings.ts'

/** How often a value is none that the schema has for its place. */
const HOSTILE = 0.06

/** Values for arguments and input fields, as JSON text: not all that are hostile survive JSON.stringify. */
export class Values {
  readonly #random: Random
  readonly #belongings: Belongings

  constructor(random: Random, belongings: Belongings) {
    this.#random = random
    this.#belongings = belongings
  }

  of(name: string, given: GraphQLInputType): string {
    if (this.#random.chance(HOSTILE)) return this.#random.pick(hostile(name, given))
    if (!isNonNullType(given) && this.#random.chance(0.05)) return 'null'
    const type = getNullableType(given)
    if (isListType(type)) return this.#list(name, type.ofType)
    if (isEnumType(type)) return `"${this.#random.pick(type.getValues()).name}"`
    if (!isInputObjectType(type)) return this.#scalar(name, type.name)
    const fields = Object.values(type.getFields())
    const isGiven = type.isOneOf
      ? new Set([this.#random.pick(fields)])
      : new Set(fields.filter((field) => isRequiredInputField(field) || this.#random.chance(0.3)))
    const entries = [...isGiven].map((field) => `"${field.name}": ${this.of(field.name, field.type)}`)
    return `{${entries.join()}}`
  }

  #list(name: string, type: GraphQLInputType): string {
    const length = this.#random.pick([0, 1, 1, 2, 3, 40])
    return `[${Array.from({ length }, () => this.of(name, type)).join()}]`
  }

  #scalar(name: string, type: string): string {
    const { ids, cursors } = this.#belongings
    const integer = this.#random.integer(0, 30)
    const values: Record<string, unknown[]> = {
      ID: ids,
      Int: [0, 1, 2, 100, integer],
      Boolean: [true, false],
      DateTime: ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.123+02:00', new Date().toISOString()],
      String: /^(after|before)$/.test(name)
        ? cursors
        : ['', 'text', ' Text ', `name ${integer}`, '日本', 'https://example.com'],
    }
    return JSON.stringify(this.#random.pick(values[type] ?? [{}, { a: [1, null, 'x'] }, [1], 'x', 1.5, null]))
  }
}

const known = new Map<string, string[]>()

/** The values of the schema's hostile test that fit there; short ones, or little else would be sent. */
function hostile(name: string, type: GraphQLInputType): string[] {
  const place = { name: `.(${name})`, type: getNamedType(type) }
  const key = `${place.name} ${place.type}`
  const values = known.get(key) ?? hostileValues(place).filter(({ length }) => length < 10_000)
  known.set(key, values)
  return values
}
