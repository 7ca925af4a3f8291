import {
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { SelectedField, Selection } from './selection.ts'

/** A place in an answer, as resolvers are told it. */
export type Path = GraphQLResolveInfo['path']

export const pathOf = (prev: Path | undefined, key: string | number, typename: string | undefined): Path => ({
  prev,
  key,
  typename,
})

/** One execution of an operation. */
export interface Run {
  readonly schema: GraphQLSchema
  readonly fragments: Record<string, FragmentDefinitionNode>
  readonly operation: OperationDefinitionNode
  readonly rootValue: unknown
  readonly context: unknown
  readonly variableValues: Record<string, unknown>
  readonly errors: FieldErrors
  /** How much was filled in of what statements wrote. */
  readonly filled: { length: number }
  /** Those of lists that were completed one by one. */
  readonly items: Items
}

/** Parts are many to a message, and aliases make them many times as many: each takes some of everybody's time. */
const MAX_ITEMS = 250_000

/** How many there were; QUERY_TOO_COMPLEX when there are too many. */
export class Items {
  #count = 0

  add(count: number): void {
    this.#count += count
    if (this.#count > MAX_ITEMS)
      throw new GraphQLError(`More than ${MAX_ITEMS.toLocaleString('en')} items of lists are selected.`, {
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      })
  }
}

/** More say nothing new: who named something over and over gets the same for each. */
const MAX_ERRORS = 1_000

/** The errors of fields, but for those below one that is null already, and for those beyond the first thousand. */
export class FieldErrors {
  readonly list: GraphQLError[] = []
  readonly #places = new Set<Path | undefined>()

  get isFull(): boolean {
    return this.list.length >= MAX_ERRORS
  }

  add(error: GraphQLError, path: Path | undefined): void {
    if (this.#places.has(undefined)) return
    for (let place = path; place; place = place.prev) if (this.#places.has(place)) return
    this.#places.add(path)
    this.list.push(error)
  }
}

/** The errors of a trial, which is over with the first of them. */
export class NoErrors extends FieldErrors {
  override add(error: GraphQLError): never {
    throw error
  }
}

/** What a resolver may ask about its field. Most ask nothing, so nothing is worked out before. */
export class Info implements GraphQLResolveInfo {
  readonly #run: Run
  readonly #field: SelectedField
  readonly #parent: Path | undefined

  constructor(run: Run, field: SelectedField, parent: Path | undefined) {
    this.#run = run
    this.#field = field
    this.#parent = parent
  }

  get fieldName(): string {
    return this.#field.definition.name
  }
  get fieldNodes(): SelectedField['nodes'] {
    return this.#field.nodes
  }
  get returnType(): GraphQLOutputType {
    return this.#field.definition.type
  }
  get parentType(): GraphQLObjectType {
    return this.#field.parentType
  }
  get path(): Path {
    return pathOf(this.#parent, this.#field.name, this.#field.parentType.name)
  }
  get schema(): GraphQLSchema {
    return this.#run.schema
  }
  get fragments(): Record<string, FragmentDefinitionNode> {
    return this.#run.fragments
  }
  get rootValue(): unknown {
    return this.#run.rootValue
  }
  get operation(): OperationDefinitionNode {
    return this.#run.operation
  }
  get variableValues(): Record<string, unknown> {
    return this.#run.variableValues
  }

  /** What is selected of an object of this type in the field's place. */
  below(type: GraphQLObjectType): Selection {
    return this.#field.below(type)
  }
}
