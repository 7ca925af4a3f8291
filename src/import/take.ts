import { coerceInputValue, type GraphQLInputType } from 'graphql'
import { Invalid, type Issue } from '../platform/refusal.ts'
import { schema } from '../schema.ts'
import type { Fields } from './recognise.ts'

/** The value as the API would take it in a variable of this type; Invalid where it would not. */
export function asInput<Input>(typeName: string, value: Fields): Input {
  const issues: Issue[] = []
  const type = schema.getType(typeName) as GraphQLInputType
  const input = coerceInputValue(value, type, (path, _, { message }) =>
    issues.push({ path: path.join('.') || 'input', message }),
  )
  if (issues.length) throw new Invalid(issues)
  return input as Input
}

/**
 * Attempts to take something whole; where optional fields alone are at fault, without these, and tells `onReduced` so.
 * What cannot be taken at all is thrown.
 */
export async function take<Result>(
  value: Fields,
  optional: readonly string[],
  onReduced: (why: Invalid) => void,
  attempt: (value: Fields) => Result | Promise<Result>,
): Promise<Result> {
  const issues: Issue[] = []
  let rest = value
  for (;;) {
    try {
      const result = await attempt(rest)
      if (issues.length) onReduced(new Invalid(issues))
      return result
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const wrong = new Set(error.issues.map(({ path }) => path.split('.')[0] ?? ''))
      for (const name of wrong) if (!optional.includes(name) || rest[name] == null) throw error
      issues.push(...error.issues)
      rest = Object.fromEntries(Object.entries(rest).filter(([name]) => !wrong.has(name)))
    }
  }
}
