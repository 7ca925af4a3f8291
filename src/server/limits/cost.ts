import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import type { FieldCost } from '../../graphql/cost.ts'
import { hasVariable } from '../../graphql/execution/variables.ts'

type Variables = Record<string, unknown>

/** What something costs, or how to tell from the variables. */
type Cost = number | ((variables: Variables) => number)

const costs = new WeakMap<OperationDefinitionNode, (variables: Variables | null | undefined) => number>()

/**
 * How many objects an operation may have to read, before it does: docs/limits.md says how they are counted. What of
 * this the document alone tells is computed once.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables | null | undefined,
): number {
  let cost = costs.get(operation)
  if (!cost) {
    cost = compile(schema, document, operation)
    costs.set(operation, cost)
  }
  return cost(variables)
}

function compile(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
  const fragments = new Map<string, Cost>()

  function costOfFragment(name: string): Cost {
    const known = fragments.get(name)
    if (known !== undefined) return known
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    )
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) return 0
    const cost = costOfSelections(typeNamed(fragment.typeCondition.name.value), fragment.selectionSet)
    fragments.set(name, cost)
    return cost
  }

  function costOfSelections(type: GraphQLCompositeType, { selections }: SelectionSetNode): Cost {
    return sumOf(selections.map((selection) => ifIncluded(selection, costOfSelection(type, selection))))
  }

  function costOfSelection(type: GraphQLCompositeType, selection: SelectionNode): Cost {
    if (selection.kind === Kind.FIELD) return costOfField(type, selection)
    if (selection.kind === Kind.FRAGMENT_SPREAD) return costOfFragment(selection.name.value)
    const condition = selection.typeCondition
    return costOfSelections(condition ? typeNamed(condition.name.value) : type, selection.selectionSet)
  }

  function costOfField(parent: GraphQLCompositeType, node: FieldNode): Cost {
    const field = isUnionType(parent) ? undefined : parent.getFields()[node.name.value]
    const type = field && getNamedType(field.type)
    // Aliases of one value cost little to read, and much to answer with.
    const own = !type || isLeafType(type) ? Number(node.alias !== undefined) : Number(isNode(type))
    const below = isCompositeType(type) && node.selectionSet ? costOfSelections(type, node.selectionSet) : 0
    return applied(field?.extensions.cost as FieldCost | undefined, node, sumOf([own, below]))
  }

  const typeNamed = (name: string) => schema.getType(name) as GraphQLCompositeType
  const root = schema.getRootType(operation.operation) as GraphQLCompositeType
  const cost = costOfSelections(root, operation.selectionSet)
  if (typeof cost === 'number') return () => cost
  const defaults = defaultsOf(operation)
  return (variables: Variables | null | undefined) => cost({ ...defaults, ...variables })
}

const isNode = (type: object): boolean =>
  String(type) === 'Node' ||
  ('getInterfaces' in type && (type as { getInterfaces(): object[] }).getInterfaces().some(isNode))

function sumOf(parts: Cost[]): Cost {
  const constant = parts.reduce<number>((sum, part) => (typeof part === 'number' ? sum + part : sum), 0)
  const others = parts.filter((part) => typeof part === 'function')
  if (!others.length) return constant
  return (variables) => others.reduce((sum, part) => sum + part(variables), constant)
}

const worthOf = (cost: Cost, variables: Variables) => (typeof cost === 'number' ? cost : cost(variables))

/** What a field declares that it costs, for its arguments here. */
function applied(declared: FieldCost | undefined, node: FieldNode, each: Cost): Cost {
  if (!declared) return each
  const given = node.arguments ?? []
  const cost = (variables: Variables) => {
    const args = given.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)])
    return declared(Object.fromEntries(args), worthOf(each, variables))
  }
  return typeof each === 'number' && !hasVariable(given) ? cost({}) : cost
}

/** The cost of what @skip and @include leave. */
function ifIncluded({ directives = [] }: SelectionNode, cost: Cost): Cost {
  if (!directives.length) return cost
  return (variables) => {
    const isIncluded = directives.every(({ name, arguments: [condition] = [] }) => {
      const value = condition && valueFromASTUntyped(condition.value, variables)
      return name.value === 'skip' ? value !== true : value !== false
    })
    return isIncluded ? worthOf(cost, variables) : 0
  }
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  const withDefault = variableDefinitions.filter(({ defaultValue }) => defaultValue)
  return Object.fromEntries(
    withDefault.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  )
}
