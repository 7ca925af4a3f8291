import { type ASTNode, BREAK, type FragmentDefinitionNode, type GraphQLResolveInfo, visit } from 'graphql'
import { Bare } from '../../platform/bare.ts'

const names = new WeakMap<ASTNode, ReadonlySet<string>>()

/** The variables that stand anywhere in these parts of a document, and in the fragments that they spread. */
export function variablesIn(
  nodes: readonly ASTNode[],
  { fragments, variableValues }: Pick<GraphQLResolveInfo, 'fragments' | 'variableValues'>,
): Record<string, unknown> {
  const all = new Set<string>()
  for (const node of nodes) {
    const found = names.get(node) ?? find(node, fragments)
    names.set(node, found)
    for (const name of found) all.add(name)
  }
  return pick(variableValues, all)
}

/** Those of these names, but for any that was left out: to be null is something else. */
export function pick(
  variableValues: Record<string, unknown>,
  names: Iterable<string>,
): Record<string, unknown> {
  const picked = new Bare()
  for (const name of names) if (Object.hasOwn(variableValues, name)) picked[name] = variableValues[name]
  return picked
}

/** Whether a variable stands in one of these parts. */
export function hasVariable(nodes: readonly ASTNode[]): boolean {
  let found = false
  const Variable = () => {
    found = true
    return BREAK
  }
  for (const node of nodes) visit(node, { Variable })
  return found
}

function find(start: ASTNode, fragments: Record<string, FragmentDefinitionNode>): Set<string> {
  const found = new Set<string>()
  const spread = new Set<string>()
  const collect = (node: ASTNode) =>
    void visit(node, {
      Variable: ({ name }) => void found.add(name.value),
      FragmentSpread({ name: { value } }) {
        const fragment = fragments[value]
        if (!fragment || spread.has(value)) return
        spread.add(value)
        collect(fragment)
      },
    })
  collect(start)
  return found
}
