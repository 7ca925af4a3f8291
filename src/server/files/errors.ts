import { GraphQLError } from 'graphql'
import { Conflict, Invalid, NotFound } from '../../platform/refusal.ts'

/** What goes wrong where files are brought and fetched, in the form in which a client of the API reads errors. */

const problem = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  new GraphQLError(message, { extensions: { code, http: { status, headers } } })

export const forbidden = () =>
  problem(403, 'FORBIDDEN', 'The URL is not valid, or no longer. Ask the API for a new one.')

export const gone = () => problem(404, 'NOT_FOUND', 'The file is gone.')

export const methodNotAllowed = (methods: string[]) =>
  problem(405, 'BAD_USER_INPUT', `Only ${methods.join(' and ')} can be used here.`, {
    Allow: methods.join(', '),
  })

export const unsupported = (status: number, header: string) =>
  problem(
    status,
    'BAD_USER_INPUT',
    `${header} is not supported: send the bytes as they are, and all of them.`,
  )

export const unmet = () => problem(412, 'BAD_USER_INPUT', 'The file is not the one asked for.')

export const unreachableRange = () => problem(416, 'BAD_USER_INPUT', 'The file does not reach that far.')

/** A refusal as HTTP has it; anything else as it is. */
export function httpProblem(thrown: unknown): unknown {
  if (thrown instanceof NotFound) return gone()
  if (thrown instanceof Invalid) return problem(400, 'BAD_USER_INPUT', thrown.message)
  if (thrown instanceof Conflict) return problem(409, 'CONFLICT', thrown.message)
  return thrown
}
