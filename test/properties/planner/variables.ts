import {
  astFromValue,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  print,
} from 'graphql'
import type { Chance } from './chance.ts'

/** The variables of a document that is being written. */
export class Variables {
  readonly values: Record<string, unknown> = {}
  readonly #declarations: string[] = []
  readonly #chance: Chance

  constructor(chance: Chance) {
    this.#chance = chance
  }

  /** A value as text: a literal, or a variable that is given it, or has it as its default, or is left out. */
  write(type: GraphQLInputType, value: unknown): string {
    if (this.#chance.oneIn(3)) return this.#declare(type, value)
    const inner = getNullableType(type)
    if (!isInputObjectType(inner) || value === null) return literal(type, value)
    const fields = inner.getFields()
    const entries = Object.entries(value as object).flatMap(([name, item]) => {
      const field = fields[name]
      return field && item !== undefined ? [`${name}: ${this.write(field.type, item)}`] : []
    })
    return `{ ${entries.join(', ')} }`
  }

  /** `($v1: Int, …)`, or nothing. */
  declarations(): string {
    return this.#declarations.length ? `(${this.#declarations.join(', ')})` : ''
  }

  #declare(type: GraphQLInputType, value: unknown): string {
    const name = `v${this.#declarations.length}`
    const isDefault = this.#chance.oneIn(4)
    const isLeftOut = !isDefault && !isNonNullType(type) && this.#chance.oneIn(6)
    if (!isDefault && !isLeftOut) this.values[name] = value
    this.#declarations.push(`$${name}: ${type}${isDefault ? ` = ${literal(type, value)}` : ''}`)
    return `$${name}`
  }
}

const literal = (type: GraphQLInputType, value: unknown): string => {
  const node = astFromValue(value, type)
  if (!node) throw new Error(`No literal of ${type}`)
  return print(node)
}
