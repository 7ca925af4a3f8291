import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql'
import type { OperationResult, SubscribePayload } from 'graphql-ws'
import type { OperationContext } from './plugins.ts'
import type { RequestScope } from './requestScope.ts'
import type { Pipeline } from './yoga.ts'

export interface PreparedOperation extends ExecutionArgs {
  execute: (args: ExecutionArgs) => OperationResult
  subscribe: (args: ExecutionArgs) => OperationResult
}

/** An operation that came as a message, ready to run by the rules of HTTP; or what is wrong with it. */
export async function prepareOperation(
  pipeline: Pipeline,
  scope: RequestScope,
  payload: SubscribePayload,
): Promise<PreparedOperation | GraphQLError[]> {
  const { query, operationName } = payload
  const variables = payload.variables ?? {}
  const params = { operationName, variables }
  const enveloped = pipeline.getEnveloped({ scope, params } as OperationContext)
  const { parse, validate, contextFactory, schema, execute, subscribe } = enveloped
  try {
    const document = coded('GRAPHQL_PARSE_FAILED', () => parse(query))
    const errors: readonly GraphQLError[] = validate(schema, document)
    if (errors.length) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'))
    if (!getOperationAST(document, operationName)) return [unresolved()]
    const contextValue = await contextFactory()
    return { schema, document, operationName, variableValues: variables, contextValue, execute, subscribe }
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })]
  }
}

function coded<Result>(code: string, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    throw error instanceof GraphQLError ? withCode(error, code) : error
  }
}

/** In place, as Yoga does: the error stands in a cache that all transports share. */
function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code
  // 200 to a client that knows no media type of GraphQL's own.
  error.extensions.http ??= { spec: true, status: 400 }
  return error
}

const unresolved = () =>
  new GraphQLError('Could not determine what operation to execute.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  })
