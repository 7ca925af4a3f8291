import { type DocumentNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql'

const introspectionFields = new Set(['__schema', '__type', '__typename'])

/** Whether the operation reads nothing but the schema itself, as tools do before anyone has a token. */
export function isIntrospection(document: DocumentNode, operationName?: string | null): boolean {
  const fragments = new Map<string, SelectionSetNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.selectionSet)
  }
  const selectsSchemaOnly = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return introspectionFields.has(selection.name.value)
      if (selection.kind === Kind.INLINE_FRAGMENT) return selectsSchemaOnly(selection.selectionSet)
      return selectsSchemaOnly(fragments.get(selection.name.value))
    }) ?? false
  return selectsSchemaOnly(getOperationAST(document, operationName)?.selectionSet)
}
