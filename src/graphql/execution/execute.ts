import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { Bare } from '../../platform/bare.ts'
import { isPromise } from './promises.ts'
import { FieldErrors, Items, type Run } from './run.ts'
import { rootSelection, type Scope, type Selection } from './selection.ts'
import { readField, readObject } from './values.ts'
import { pick } from './variables.ts'

/** As graphql's own. */
const MAX_COERCION_ERRORS = 50

export type Execution = ExecutionArgs & { hideSuggestions?: boolean }

/**
 * Executes an operation, as graphql-js does and with its errors, in half the time: what can be told of an operation
 * before it runs, such as which fields are selected of which type and how each is completed, is told once.
 *
 * Types must tell by themselves which one an object is of (`isTypeOf` is not asked), and lists must be arrays.
 */
export function execute(args: Execution): ExecutionResult | Promise<ExecutionResult> {
  const { schema, document, rootValue, contextValue: context, hideSuggestions = false } = args
  const operation = getOperationAST(document, args.operationName)
  if (!operation) return { errors: [new GraphQLError('There is no such operation in the document.')] }
  const { coerced, errors: refused } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    args.variableValues ?? {},
    { maxErrors: MAX_COERCION_ERRORS, hideSuggestions },
  )
  if (refused) return { errors: refused }
  const fragments = fragmentsOf(document)
  const errors = new FieldErrors()
  const run: Run = {
    schema,
    fragments,
    operation,
    rootValue,
    context,
    variableValues: coerced,
    errors,
    filled: { length: 0 },
    items: new Items(),
  }
  const answer = (data: unknown): ExecutionResult => ({
    ...(errors.list.length > 0 && { errors: errors.list }),
    data: data as ExecutionResult['data'],
  })
  const fail = (error: unknown) => {
    errors.add(error as GraphQLError, undefined)
    return answer(null)
  }
  try {
    const selection = selectionOf(operation, { schema, fragments, variableValues: coerced })
    const data =
      operation.operation === 'mutation'
        ? inTurn(run, selection)
        : readObject(run, selection, rootValue, undefined)
    return isPromise(data) ? data.then(answer, fail) : answer(data)
  } catch (error) {
    return fail(error)
  }
}

/** The fields of a mutation, each when the one before is done. */
async function inTurn(run: Run, selection: Selection): Promise<unknown> {
  const object = new Bare()
  for (const field of selection) object[field.name] = await readField(run, field, run.rootValue, undefined)
  return object
}

const fragments = new WeakMap<DocumentNode, Record<string, FragmentDefinitionNode>>()

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const known = fragments.get(document)
  if (known) return known
  const found = new Bare() as Record<string, FragmentDefinitionNode>
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) found[definition.name.value] = definition
  fragments.set(document, found)
  return found
}

/** An operation, with what is selected by it for each of the values of late that decide it. */
interface Prepared {
  conditions: string[]
  selections: LRUCache<string, Selection>
}

const MAX_SELECTIONS = 8
const prepared = new WeakMap<OperationDefinitionNode, Prepared>()

function selectionOf(operation: OperationDefinitionNode, scope: Scope): Selection {
  const known = prepared.get(operation) ?? {
    conditions: conditionsOf(operation, scope),
    selections: new LRUCache<string, Selection>({ max: MAX_SELECTIONS }),
  }
  prepared.set(operation, known)
  // No others: what is prepared is kept for as long as the document.
  const variableValues = pick(scope.variableValues, known.conditions)
  const key = JSON.stringify(variableValues)
  let selection = known.selections.get(key)
  if (!selection) {
    const type = scope.schema.getRootType(operation.operation)
    if (!type)
      throw new GraphQLError(`There is no ${operation.operation} in the schema.`, { nodes: operation })
    selection = rootSelection({ ...scope, variableValues }, type, operation.selectionSet)
    known.selections.set(key, selection)
  }
  return selection
}

/** The variables that stand in @skip and @include. */
function conditionsOf(operation: OperationDefinitionNode, { fragments }: Scope): string[] {
  const names = new Set<string>()
  for (const node of [operation, ...Object.values(fragments)])
    visit(node, {
      Directive: (directive) =>
        visit(directive, { Variable: ({ name }) => void names.add(name.value) }) && undefined,
    })
  return [...names]
}
