import type { ExecutionResult } from 'graphql'
import { MAX_ANSWER, TooLarge } from '../../graphql/answerLimit.ts'
import { JsonText } from '../../graphql/execution/json.ts'

/** The result, or an error in its place where it would be too long: aliases make an answer longer than what was read. */
export const withinSize = (result: ExecutionResult): ExecutionResult =>
  spend(result.data, MAX_ANSWER) < 0 ? { errors: [new TooLarge()] } : result

/** The longest that a number is as JSON. */
const NUMBER = 24

/** What is left of so many characters after a value is written; below zero as soon as there are too few. */
function spend(value: unknown, left: number): number {
  if (typeof value === 'string') return left - value.length - 2
  if (typeof value !== 'object' || value === null) return left - NUMBER
  if (value instanceof JsonText) return left - value.text.length
  if (Array.isArray(value)) {
    for (const item of value) {
      left = spend(item, left - 1)
      if (left < 0) break
    }
    return left
  }
  for (const key in value) {
    left = spend((value as Record<string, unknown>)[key], left - key.length - 4)
    if (left < 0) break
  }
  return left
}
