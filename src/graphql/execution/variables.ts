import { type ASTNode, BREAK, type FragmentDefinitionNode, visit } from 'graphql'
import { Bare } from '../../platform/bare.ts'

/** Those of these names, but for any that was left out: to be null is something else. */
export function pick(
  variableValues: Record<string, unknown>,
  names: readonly string[],
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

/** The variables that stand anywhere in these parts of a document, and in the fragments that they spread. */
export function variablesIn(
  nodes: readonly ASTNode[],
  fragments: Record<string, FragmentDefinitionNode>,
): string[] {
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
  for (const node of nodes) collect(node)
  return [...found]
}
