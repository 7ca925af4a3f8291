import { collectFields, collectSubFields } from '@graphql-tools/utils'
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isLeafType,
  isNonNullType,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql'
import type { Run } from './run.ts'
import { type Complete, completerOf } from './values.ts'
import { hasVariable } from './variables.ts'

/** What of an operation decides which fields are selected. */
export interface Scope {
  readonly schema: GraphQLSchema
  readonly fragments: Record<string, FragmentDefinitionNode>
  /** Of these only those in @skip and @include are read. */
  readonly variableValues: Record<string, unknown>
}

/** The fields that are selected of an object, in the order in which they are answered. */
export type Selection = readonly SelectedField[]

/** A field as an operation selects it, with all that can be told of it before there is an object. */
export class SelectedField {
  readonly scope: Scope
  /** Its name in the answer. */
  readonly name: string
  readonly parentType: GraphQLObjectType
  readonly definition: GraphQLField<unknown, unknown>
  readonly nodes: FieldNode[]
  readonly isLeaf: boolean
  readonly isNonNull: boolean
  readonly complete: Complete
  /** Whether its arguments are the same whoever asks. */
  readonly #isConstant: boolean
  /** They then, once they were asked for. */
  #coerced: Record<string, unknown> | null
  readonly #below = new Map<GraphQLObjectType, Selection>()

  constructor(
    scope: Scope,
    name: string,
    parentType: GraphQLObjectType,
    definition: GraphQLField<unknown, unknown>,
    nodes: FieldNode[],
  ) {
    this.scope = scope
    this.name = name
    this.parentType = parentType
    this.definition = definition
    this.nodes = nodes
    this.isLeaf = isLeafType(getNullableType(definition.type))
    this.isNonNull = isNonNullType(definition.type)
    this.complete = completerOf(definition.type)
    this.#isConstant = !hasVariable(nodes[0]?.arguments ?? [])
    this.#coerced = definition.args.length === 0 ? {} : null
  }

  /** Its arguments, coerced; fails where they cannot be. */
  argumentsOf({ variableValues }: Run): Record<string, unknown> {
    if (this.#coerced) return this.#coerced
    const args = getArgumentValues(this.definition, this.nodes[0] as FieldNode, variableValues)
    if (this.#isConstant) this.#coerced = args
    return args
  }

  /** What is selected of an object of this type in its place. */
  below(type: GraphQLObjectType): Selection {
    let selection = this.#below.get(type)
    if (!selection) {
      selection = selectionBelow(this.scope, type, this.nodes)
      this.#below.set(type, selection)
    }
    return selection
  }
}

/** What is selected of the root of an operation. */
export function rootSelection(
  scope: Scope,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
): Selection {
  const { fields } = collectFields(scope.schema, scope.fragments, scope.variableValues, type, selectionSet)
  return selectionOf(scope, type, fields)
}

/** What nodes select of an object of this type. */
export function selectionBelow(
  scope: Scope,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Selection {
  const { schema, fragments, variableValues } = scope
  const { fields } = collectSubFields(schema, fragments, variableValues, type, [...nodes])
  return selectionOf(scope, type, fields)
}

function selectionOf(scope: Scope, type: GraphQLObjectType, fields: Map<string, FieldNode[]>): Selection {
  return [...fields].flatMap(([name, nodes]) => {
    const definition = definitionOf(scope.schema, type, nodes[0]?.name.value ?? '')
    return definition ? new SelectedField(scope, name, type, definition, nodes) : []
  })
}

function definitionOf(schema: GraphQLSchema, type: GraphQLObjectType, name: string) {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  }
  return type.getFields()[name]
}
