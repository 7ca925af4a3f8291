import { memoize1 } from '@graphql-tools/utils'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { Bare } from '../../platform/bare.ts'
import { rootSelection, type Selection } from './selection.ts'
import { pick } from './variables.ts'

type Fragments = Record<string, FragmentDefinitionNode>

const MAX_SELECTIONS = 8

/** What of a document is the same for each of its runs. */
export const prepared = memoize1(({ definitions }: DocumentNode) => {
  const fragments = new Bare() as Fragments
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  const operations = new Map<OperationDefinitionNode, Prepared>()
  for (const definition of definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION)
      operations.set(definition, new Prepared(definition, fragments))
  return { fragments, operations }
})

/** An operation, with what is selected by it for each of the values of late that decide it. */
class Prepared {
  readonly #operation: OperationDefinitionNode
  readonly #fragments: Fragments
  #conditions: readonly string[] | undefined
  readonly #selections = new LRUCache<string, Selection>({ max: MAX_SELECTIONS })

  constructor(operation: OperationDefinitionNode, fragments: Fragments) {
    this.#operation = operation
    this.#fragments = fragments
  }

  selectionFor(schema: GraphQLSchema, variables: Record<string, unknown>): Selection {
    // No others: what is prepared is kept for as long as the document.
    this.#conditions ??= conditionsOf(this.#operation, this.#fragments)
    const variableValues = pick(variables, this.#conditions)
    const key = JSON.stringify(variableValues)
    const known = this.#selections.get(key)
    if (known) return known
    const { operation, selectionSet } = this.#operation
    const type = schema.getRootType(operation)
    if (!type) throw new GraphQLError(`There is no ${operation} in the schema.`, { nodes: this.#operation })
    const selection = rootSelection(
      { schema, fragments: this.#fragments, variableValues },
      type,
      selectionSet,
    )
    this.#selections.set(key, selection)
    return selection
  }
}

/** The variables that stand in @skip and @include. */
function conditionsOf(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const names = new Set<string>()
  for (const node of [operation, ...Object.values(fragments)])
    visit(node, {
      Directive: (directive) =>
        visit(directive, { Variable: ({ name }) => void names.add(name.value) }) && undefined,
    })
  return [...names]
}
