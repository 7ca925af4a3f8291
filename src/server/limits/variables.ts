import { GraphQLError, type OperationDefinitionNode } from 'graphql'
import { lengthWithin } from '../../graphql/execution/jsonLength.ts'
import { pick } from '../../graphql/execution/variables.ts'

/** JSON in an input may have 32 levels; the rest is for the inputs around it. */
const MAX_DEPTH = 64

/** BAD_USER_INPUT for variables that are nested too deeply for all that reads them by recursion. */
export function checkVariables(variables: unknown): void {
  if (!isWithin(variables, MAX_DEPTH))
    throw new GraphQLError(`Variables may be nested ${MAX_DEPTH} levels deep at most.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    })
}

/** In characters of JSON: a subscription keeps them for as long as it lasts. */
const MAX_KEPT = 64 * 1024

/** Those of an operation, without others that came along. BAD_USER_INPUT where it would keep too many. */
export function variablesOf(
  { operation, variableDefinitions = [] }: OperationDefinitionNode,
  variables: Record<string, unknown> | null | undefined,
): Record<string, unknown> {
  if (operation === 'subscription' && lengthWithin(MAX_KEPT, variables) === MAX_KEPT)
    throw new GraphQLError(`The variables of a subscription may have ${MAX_KEPT / 1024} KiB at most.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    })
  return pick(
    variables ?? {},
    variableDefinitions.map(({ variable }) => variable.name.value),
  )
}

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  for (const item of Object.values(value)) if (!isWithin(item, levels - 1)) return false
  return true
}
