import { type ExecutionResult, GraphQLError, type GraphQLErrorExtensions, Kind } from 'graphql'
import { isDatabaseUnavailable } from '../platform/db/unavailable.ts'
import { StoreUnavailable } from '../platform/storage/store.ts'
import { withinSize } from './limits/answerSize.ts'

type Report = (hidden: unknown) => void

/** The result as its sender may see it: every error with a code, and with the id to ask about it by. */
export function clientResult(given: ExecutionResult, requestId: string, report: Report): ExecutionResult {
  const result = withinSize(given)
  if (!result.errors) return result
  // An answer that holds data is a success to HTTP, whatever is missing from it. One that holds nothing, such as that of
  // a mutation alone, is not where it asks to be tried again.
  const isEmpty = Object.values(result.data ?? {}).every((value) => value === null)
  const isSuccess = ({ http }: GraphQLErrorExtensions) => result.data && !(isEmpty && http?.status === 503)
  const errors = result.errors.map((error) => {
    const { message, extensions } = describe(error, report)
    const { nodes, source, positions, path } = error
    return new GraphQLError(message, {
      nodes,
      source,
      positions,
      path,
      extensions: { ...extensions, ...(isSuccess(extensions) && { http: undefined }), requestId },
    })
  })
  return { ...result, errors }
}

/** Yoga's codes for a request that is no operation of this schema's. */
const malformedRequest = new Set<unknown>(['BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE'])

function describe(
  error: GraphQLError,
  report: Report,
): { message: string; extensions: GraphQLErrorExtensions } {
  const { message, extensions } = error
  const { code, unexpected, originalError: _, ...others } = extensions
  if (malformedRequest.has(code)) {
    // Not only where the client asks for the media type of GraphQL's own: the request is wrong as HTTP.
    const http = { ...extensions.http, spec: false }
    return { message, extensions: { ...others, code: 'BAD_USER_INPUT', http } }
  }
  // Whatever media type the client asks for, here too.
  if (code === 'QUERY_TOO_COMPLEX') return { message, extensions: { ...others, code, http: { status: 400 } } }
  if (typeof code === 'string' && !unexpected) return { message, extensions: { ...others, code } }
  if (!unexpected && isCoercionError(error)) {
    return { message, extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } } }
  }
  const cause = thrownBy(error)
  if (isTooDeep(cause)) return tooDeep
  report(cause)
  // First: what its connection fails with looks like what the database's does.
  if (cause instanceof StoreUnavailable) return storeError
  return isDatabaseUnavailable(cause) ? databaseError : internalError
}

const databaseError = {
  message: 'The database is not available. Try again.',
  extensions: { code: 'DATABASE_ERROR', http: { status: 503 } },
}

const storeError = {
  message: 'The store of files is not available. Try again.',
  extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503 } },
}

const tooDeep = {
  message: 'The operation is nested too deeply.',
  extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } },
}

/** graphql-js reads documents by recursion, and so does all that follows. */
const isTooDeep = (cause: unknown): boolean =>
  cause instanceof RangeError && cause.message.includes('call stack')

const internalError = {
  message: 'Internal server error',
  extensions: { code: 'INTERNAL_SERVER_ERROR', http: { status: 500 } },
}

/**
 * Whether graphql-js refused a value that the client sent. Such an error points into the document, or at no field at
 * all; one of a field that does neither is a resolver's fault, such as an Int that is none.
 */
function isCoercionError(error: GraphQLError): boolean {
  if (error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION) return true
  const cause = thrownBy(error)
  return cause instanceof GraphQLError && (error.path === undefined || cause.nodes !== undefined)
}

/** What was thrown in the first place, below the wrappers that say where. */
const thrownBy = (error: Error): unknown =>
  error instanceof GraphQLError && error.originalError ? thrownBy(error.originalError) : error
