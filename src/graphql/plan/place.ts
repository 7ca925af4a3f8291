import { memoize1 } from '@graphql-tools/utils'
import type { ASTNode, FieldNode, FragmentDefinitionNode } from 'graphql'
import { numberOf } from '../../platform/identity.ts'
import { pick, variablesIn } from '../execution/variables.ts'

type Fragments = Record<string, FragmentDefinitionNode>

/** A field in a document, as far as what is read there is made of it: for whoever comes there again. */
export class Place {
  readonly nodes: readonly FieldNode[]
  readonly #id: string
  readonly #variables: readonly string[]

  constructor(nodes: readonly FieldNode[], parts: readonly ASTNode[], fragments: Fragments) {
    this.nodes = nodes
    this.#id = nodes.map(numberOf).join()
    this.#variables = variablesIn(parts, fragments)
  }

  /** Of all that are given, the variables that are read here. */
  variables(given: Record<string, unknown>): Record<string, unknown> {
    return pick(given, this.#variables)
  }

  /** Stands for the place with these variables. */
  key(variables: Record<string, unknown>): string {
    return `${this.#id} ${JSON.stringify(variables)}`
  }
}

/** Makes the place of a field, once for its nodes, of these parts of each. */
const places = (partsOf: (node: FieldNode) => readonly ASTNode[]) => {
  const known = memoize1((nodes: readonly FieldNode[]) => {
    const parts = nodes.flatMap(partsOf)
    return memoize1((fragments: Fragments) => new Place(nodes, parts, fragments))
  })
  return (nodes: readonly FieldNode[], fragments: Fragments): Place => known(nodes)(fragments)
}

/** Of all that is said of it. */
export const wholePlace = places((node) => [node])

/** Of what is selected below it: the arguments say something else. */
export const placeBelow = places(({ selectionSet }) => (selectionSet ? [selectionSet] : []))

/** Of all but the cursors. */
export const pagePlace = places(({ arguments: given = [], directives = [], selectionSet }) => [
  ...given.filter(({ name }) => name.value !== 'after' && name.value !== 'before'),
  ...directives,
  ...(selectionSet ? [selectionSet] : []),
])
