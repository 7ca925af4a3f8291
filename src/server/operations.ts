import { GraphQLError, type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from 'graphql'
import { findOrCreateUser } from '../features/user/index.ts'
import type { Context } from '../graphql/context.ts'
import { execute } from '../graphql/execution/execute.ts'
import { Reads } from '../graphql/plan/reads.ts'
import type { Config } from '../platform/config.ts'
import type { RateLimiter } from '../platform/rateLimit.ts'
import type { Resources } from '../platform/session.ts'
import { unauthenticated } from './authenticate.ts'
import { documentReader } from './documents.ts'
import { isIntrospection } from './introspection.ts'
import { costOf } from './limits/cost.ts'
import { chargeOperation } from './limits/rate.ts'
import { showingCost } from './limits/showingCost.ts'
import { tooComplex } from './limits/tooComplex.ts'
import { checkVariables, variablesOf } from './limits/variables.ts'
import { observed } from './observe/observed.ts'
import type { Observer } from './observe/observer.ts'
import type { Params, PreparedOperation, Runner } from './operation.ts'
import type { RequestScope } from './requestScope.ts'
import { subscribe } from './subscribe.ts'

interface OperationsOptions extends Resources {
  schema: GraphQLSchema
  limiter: RateLimiter
  config: Pick<Config, 'introspection' | 'maxCost' | 'showCost'>
  observer: Observer | null
}

/** How every operation runs, whatever transport it came by. */
export interface Operations extends Runner {
  /**
   * Ready to run: parsed, validated, within all limits, charged, and with its viewer; or what is wrong with it. No
   * mutation is where the request is one that changes nothing.
   */
  prepare: (
    scope: RequestScope,
    params: Params,
    isSafe?: boolean,
  ) => Promise<PreparedOperation | GraphQLError[]>
}

/** A name that a log need not show in full is none that anybody reads. */
const MAX_NAME = 128

export function createOperations({
  schema,
  limiter,
  observer,
  config: { introspection, maxCost, showCost },
  ...resources
}: OperationsOptions): Operations {
  const read = documentReader(schema, introspection)
  const shared = { ...resources, reads: new Reads(resources.statements) }
  const plain: Runner = { execute, subscribe }
  const seen = observer ? observed(observer, plain) : plain

  /** Whatever costs more stands below what costs less. */
  async function prepare(scope: RequestScope, params: Params, isSafe: boolean) {
    const { operationName, variables } = params
    checkVariables(variables)
    const document = read(params.query)
    if (Array.isArray(document)) return document
    const operation = getOperationAST(document, operationName)
    if (!operation) throw unresolved()
    if (isSafe) requireSafe(operation)
    scope.operationName = operation.name?.value.slice(0, MAX_NAME)
    await chargeOperation(limiter, scope, document, operation)
    const cost = costOf(schema, document, operation, variables)
    if (cost > maxCost)
      throw tooComplex(`The operation costs ${cost}, and may cost ${maxCost} at most.`, { cost, maxCost })
    scope.cost = cost
    if (!scope.claims && !isIntrospection(document, operationName)) throw unauthenticated()
    // Without claims there is no viewer, and no resolver that could miss one.
    const viewer = scope.claims && (await findOrCreateUser(shared.prisma, scope.claims))
    return {
      schema,
      document,
      operationName,
      operation,
      variableValues: variablesOf(operation, variables),
      contextValue: { viewer, ...shared, requestId: scope.requestId } as Context,
      hideSuggestions: !introspection,
      scope,
    }
  }

  return {
    prepare: (scope, params, isSafe = false) => prepare(scope, params, isSafe).catch(asErrors),
    ...(showCost ? showingCost(seen) : seen),
  }
}

const asErrors = (error: unknown): GraphQLError[] => [
  error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }),
]

const unresolved = () =>
  new GraphQLError('Could not determine what operation to execute.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  })

function requireSafe({ operation }: OperationDefinitionNode): void {
  if (operation === 'mutation')
    throw new GraphQLError('Can only perform a mutation operation from a POST request.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: { Allow: 'POST' } } },
    })
}
