import type { ExecutionResult } from 'graphql'
import { MAX_ANSWER, TooLarge } from '../../graphql/answerLimit.ts'
import { spend } from '../../graphql/execution/jsonLength.ts'

/** The result, or an error in its place where it would be too long: aliases make an answer longer than what was read. */
export const withinSize = (result: ExecutionResult): ExecutionResult =>
  spend(result.data, MAX_ANSWER) < 0 ? { errors: [new TooLarge()] } : result
