import type { ServerResponse } from 'node:http'
import { memoize2 } from '@graphql-tools/utils'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Budget, RateLimiter, Standing } from '../../platform/rateLimit.ts'
import type { RequestScope } from '../requestScope.ts'

type Charge = Partial<Record<Budget, number>>

/** What a worker that streams does many times a second. */
const appending = new Set(['appendToMessage', 'addMessagePart', 'finishMessage'])

/** Charges an operation to whoever sent it. */
export const chargeOperation = (
  limiter: RateLimiter,
  scope: RequestScope,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Promise<void> => charge(limiter, scope, chargeOf(document, operation))

/** Charges what did not come as far as an operation: a request that is malformed, or has no valid token. */
export async function chargeTheRest(limiter: RateLimiter, scope: RequestScope): Promise<void> {
  if (!scope.isCharged) await charge(limiter, scope, { requests: 1 })
}

async function charge(limiter: RateLimiter, scope: RequestScope, due: Charge): Promise<void> {
  scope.isCharged = true
  const payer = scope.claims ? `user:${scope.claims.subject}` : `address:${scope.address}`
  for (const [budget, points] of Object.entries(due) as [Budget, number][]) {
    const standing = await limiter.take(budget, payer, points)
    if (!standing) continue
    scope.rate = standing
    if (standing.isExceeded) throw rateLimited(standing)
  }
}

/** A request, but for mutations, which count each. */
const chargeOf = memoize2(
  (document: DocumentNode, { operation, selectionSet }: OperationDefinitionNode): Charge => {
    if (operation !== 'mutation') return { requests: 1 }
    const names = fieldsOf(selectionSet, document)
    const appends = names.filter((name) => appending.has(name)).length
    return appends === names.length
      ? { appends }
      : { ...(appends ? { appends } : {}), requests: names.length - appends }
  },
)

function fieldsOf({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value]
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, document)
    const { value } = selection.name
    const isMeant = (definition: object): definition is FragmentDefinitionNode =>
      'typeCondition' in definition && (definition as FragmentDefinitionNode).name.value === value
    const fragment = document.definitions.find(isMeant)
    return fragment ? fieldsOf(fragment.selectionSet, document) : []
  })
}

/** Says in the headers of an answer that is not begun how much is left. */
export function tellRate(response: ServerResponse, { rate }: RequestScope): void {
  if (!rate || response.headersSent) return
  response.setHeader('x-ratelimit-limit', rate.limit)
  response.setHeader('x-ratelimit-remaining', rate.remaining)
}

function rateLimited(standing: Standing): GraphQLError {
  const retryAfter = Math.max(1, Math.ceil(standing.resetsIn / 1000))
  return new GraphQLError(
    `At most ${standing.limit.toLocaleString('en')} a minute. Try again in ${retryAfter} s.`,
    {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfter,
        http: { status: 429, headers: { 'retry-after': String(retryAfter) } },
      },
    },
  )
}
