import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../../graphql/context.ts'
import { variablesIn } from '../../graphql/execution/variables.ts'
import { Lately } from '../../graphql/lately.ts'
import { keyOf } from '../../graphql/plan/read.ts'
import { isText, type LoggedEvent } from '../../platform/events/readLog.ts'
import { numberOf } from '../../platform/identity.ts'
import { deliver } from './deliver.ts'
import type { DeliveredEvent } from './Event.ts'

const MAX_DELIVERIES = 16

const deliveries = new Lately<string, DeliveredEvent[]>(MAX_DELIVERIES, (told) =>
  told.map(({ part, planned }) => [part, Object.values(planned).map(({ text }) => text)]),
)

/**
 * Delivers events of a batch. Those who read it within a moment of one another, as the same viewer and selecting the
 * same, share what it comes to: many sockets on one conversation cost one read.
 */
export async function deliverTogether(
  context: Context,
  info: GraphQLResolveInfo,
  stream: string,
  batch: LoggedEvent[],
  events: LoggedEvent[],
): Promise<DeliveredEvent[]> {
  // Not what the arguments say: the cursor, for one, each client has of its own.
  const selections = info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const selected = keyOf(String(info.parentType), info.fieldNodes, variablesIn(selections, info))
  const numbers = events.map(({ number }) => number)
  const key = JSON.stringify([
    numberOf(batch),
    numberOf(info.operation),
    context.viewer.id,
    selected,
    numbers,
  ])
  // Text may be replaced.
  return deliveries.get(key, () => deliver(context, info, stream, batch, events), !events.some(isText))
}
