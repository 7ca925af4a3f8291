import { type ASTNode, type FragmentDefinitionNode, visit } from 'graphql'

const names = new WeakMap<ASTNode, ReadonlySet<string>>()

/** The names of the variables that stand anywhere in these parts of a document, and in the fragments that they spread. */
export function variablesIn(
  nodes: readonly ASTNode[],
  fragments: Record<string, FragmentDefinitionNode>,
): Set<string> {
  const all = new Set<string>()
  for (const node of nodes) {
    const found = names.get(node) ?? find(node, fragments)
    names.set(node, found)
    for (const name of found) all.add(name)
  }
  return all
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
