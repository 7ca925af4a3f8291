import { type GraphQLResolveInfo, type OperationDefinitionNode, visit } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Context } from '../../graphql/context.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import { numberOf } from '../../platform/identity.ts'
import { deliver } from './deliver.ts'
import type { DeliveredEvent } from './Event.ts'

type Delivery = Promise<DeliveredEvent[]>

/** So many deliveries of late are kept for those who come a little later, in milliseconds. */
const MAX_DELIVERIES = 16
const SHARED_MS = 500

const deliveries = new LRUCache<string, Delivery>({ max: MAX_DELIVERIES, ttl: SHARED_MS, ttlAutopurge: true })

/**
 * Delivers events of a batch. Those who read it within a moment of one another, as the same viewer and selecting the
 * same, share what it comes to: many sockets on one conversation cost one read.
 */
export function deliverTogether(
  context: Context,
  info: GraphQLResolveInfo,
  stream: string,
  batch: LoggedEvent[],
  events: LoggedEvent[],
): Delivery {
  const values = selectedBy(info).map((name) => info.variableValues[name])
  const numbers = events.map(({ number }) => number)
  const key = JSON.stringify([numberOf(batch), numberOf(info.operation), context.viewer.id, values, numbers])
  const shared = deliveries.get(key)
  if (shared) return shared
  const delivery = deliver(context, info, stream, batch, events)
  deliveries.set(key, delivery)
  // Such as TooLarge, or a database that is away: who comes later tries again.
  delivery.catch(() => deliveries.delete(key))
  return delivery
}

const variables = new WeakMap<OperationDefinitionNode, string[]>()

/** The variables that decide what is selected. The cursor, which each client has of its own, is none of them. */
function selectedBy({ operation, fieldNodes, fragments }: GraphQLResolveInfo): string[] {
  const known = variables.get(operation)
  if (known) return known
  const names = new Set<string>()
  const collect = { Variable: ({ name }: { name: { value: string } }) => void names.add(name.value) }
  for (const { selectionSet } of fieldNodes) if (selectionSet) visit(selectionSet, collect)
  for (const fragment of Object.values(fragments)) visit(fragment, collect)
  const found = [...names]
  variables.set(operation, found)
  return found
}
