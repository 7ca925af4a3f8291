import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** How large a document is with every fragment written out where it is spread. */
export interface Measure {
  fields: number
  /** How many fields stand within one another. */
  depth: number
  /** How many fields stand at the root of operations. */
  width: number
  aliases: number
  directives: number
}

const nothing: Measure = { fields: 0, depth: 0, width: 0, aliases: 0, directives: 0 }

/**
 * The measure of all operations together, or of a fragment that is larger. Each fragment is walked once, however often
 * it is spread; one that spreads itself has no measure.
 */
export function measureOf(definitions: DocumentNode['definitions']): Measure | GraphQLError {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, Measure | 'begun'>()
  let circular: FragmentDefinitionNode | undefined

  function measureFragment(name: string): Measure {
    const fragment = fragments.get(name)
    const measured = known.get(name)
    if (measured === 'begun') circular = fragment
    else if (measured) return measured
    if (!fragment || circular) return nothing
    known.set(name, 'begun')
    const measure = measureSelections(fragment.selectionSet)
    known.set(name, measure)
    return measure
  }

  function measureSelections({ selections }: SelectionSetNode): Measure {
    const sum = { ...nothing }
    for (const selection of selections) {
      sum.directives += selection.directives?.length ?? 0
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet ? measureSelections(selection.selectionSet) : nothing
        add(sum, { ...below, fields: below.fields + 1, depth: below.depth + 1, width: 1 })
        if (selection.alias) sum.aliases++
      } else if (selection.kind === Kind.INLINE_FRAGMENT) add(sum, measureSelections(selection.selectionSet))
      else add(sum, measureFragment(selection.name.value))
    }
    return sum
  }

  const total = { ...nothing }
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    total.directives += definition.directives?.length ?? 0
    add(total, measureSelections(definition.selectionSet))
  }
  // Validation reads those, too, that no operation spreads. What stands at the root of a fragment stands where it is spread.
  for (const name of fragments.keys()) raise(total, { ...measureFragment(name), width: 0 })
  return circular ? spreadsItself(circular) : total
}

function add(sum: Measure, { fields, depth, width, aliases, directives }: Measure): void {
  sum.fields += fields
  sum.depth = Math.max(sum.depth, depth)
  sum.width += width
  sum.aliases += aliases
  sum.directives += directives
}

function raise(most: Measure, other: Measure): void {
  for (const name of Object.keys(most) as (keyof Measure)[]) most[name] = Math.max(most[name], other[name])
}

/** What validation would say, at length; 400 to all, as whatever else is refused for what it would take. */
const spreadsItself = (fragment: FragmentDefinitionNode) =>
  new GraphQLError(`Cannot spread fragment "${fragment.name.value}" within itself.`, {
    nodes: fragment,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  })
