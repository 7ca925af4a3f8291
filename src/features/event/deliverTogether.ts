import { type GraphQLResolveInfo, type OperationDefinitionNode, visit } from 'graphql'
import type { Context } from '../../graphql/context.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import { deliver } from './deliver.ts'
import type { DeliveredEvent } from './Event.ts'

type Delivery = Promise<DeliveredEvent[]>

const deliveries = new WeakMap<LoggedEvent[], Map<OperationDefinitionNode, Map<string, Delivery>>>()

/**
 * Delivers events of a batch. Those who read it together, as the same viewer and selecting the same, share what it comes
 * to: many sockets on one conversation cost one read. It is not kept for others: a slow reader keeps the batch.
 */
export function deliverTogether(
  context: Context,
  info: GraphQLResolveInfo,
  stream: string,
  batch: LoggedEvent[],
  events: LoggedEvent[],
): Delivery {
  const ofBatch = deliveries.get(batch) ?? new Map<OperationDefinitionNode, Map<string, Delivery>>()
  deliveries.set(batch, ofBatch)
  const ofOperation = ofBatch.get(info.operation) ?? new Map<string, Delivery>()
  ofBatch.set(info.operation, ofOperation)
  const values = selectedBy(info).map((name) => info.variableValues[name])
  const key = JSON.stringify([context.viewer.id, values, events.map(({ number }) => number)])
  const delivery =
    ofOperation.get(key) ??
    deliver(context, info, stream, batch, events).finally(() => ofOperation.delete(key))
  ofOperation.set(key, delivery)
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
