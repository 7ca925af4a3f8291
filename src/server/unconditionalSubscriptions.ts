import { GraphQLError, Kind, type SelectionNode, type SelectionSetNode, type ValidationRule } from 'graphql'

const conditions = new Set(['skip', 'include'])

/**
 * What a subscription watches hangs on no condition: so says the specification since September 2025, and graphql 16
 * does not, which fails where nothing is left to watch.
 */
export const unconditionalSubscriptions: ValidationRule = (context) => ({
  OperationDefinition({ operation, selectionSet }) {
    if (operation !== 'subscription') return
    const isMet = new Set<SelectionSetNode>()
    const check = (set: SelectionSetNode | undefined) => {
      if (!set || isMet.has(set)) return
      isMet.add(set)
      for (const selection of set.selections) {
        for (const directive of selection.directives ?? [])
          if (conditions.has(directive.name.value))
            context.reportError(
              new GraphQLError(`A subscription must not have "@${directive.name.value}" at its root.`, {
                nodes: directive,
              }),
            )
        check(within(selection))
      }
    }
    const within = (selection: SelectionNode): SelectionSetNode | undefined => {
      if (selection.kind === Kind.FIELD) return undefined
      if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet
      return context.getFragment(selection.name.value)?.selectionSet
    }
    check(selectionSet)
  },
})
