import { GraphQLError } from 'graphql'

/** JSON in an input may have 32 levels; the rest is for the inputs around it. */
const MAX_DEPTH = 64

/** BAD_USER_INPUT for variables that are nested too deeply for all that reads them by recursion. */
export function checkVariables(variables: unknown): void {
  if (!isWithin(variables, MAX_DEPTH))
    throw new GraphQLError(`Variables may be nested ${MAX_DEPTH} levels deep at most.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    })
}

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  for (const item of Object.values(value)) if (!isWithin(item, levels - 1)) return false
  return true
}
