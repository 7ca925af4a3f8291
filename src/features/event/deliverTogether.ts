import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../../graphql/context.ts'
import { Lately } from '../../graphql/lately.ts'
import { placeBelow } from '../../graphql/plan/place.ts'
import { isText, type LoggedEvent } from '../../platform/events/readLog.ts'
import { numberOf } from '../../platform/identity.ts'
import { deliver } from './deliver.ts'
import type { DeliveredEvent } from './Event.ts'

const MAX_DELIVERIES = 16

const deliveries = new Lately<string, DeliveredEvent[]>(MAX_DELIVERIES, (told) =>
  told.map(({ part, planned }) => [part, Object.values(planned).map(({ text }) => text)]),
)

/** Delivers events of a batch to somebody. */
export type Deliver = (batch: LoggedEvent[], events: LoggedEvent[]) => Promise<DeliveredEvent[]>

/**
 * Delivers events of a log. Those who read a batch within a moment of one another, as the same viewer and selecting the
 * same, share what it comes to: many sockets on one conversation cost one read.
 */
export function deliverTogether(context: Context, info: GraphQLResolveInfo, stream: string): Deliver {
  // Not what the arguments say: the cursor, for one, each client has of its own.
  const place = placeBelow(info.fieldNodes, info.fragments)
  const selected = place.key(place.variables(info.variableValues))
  const reader = `${numberOf(info.operation)} ${context.viewer.id} ${selected}`
  return async (batch, events) => {
    const key = `${numberOf(batch)} ${events.map(({ number }) => number).join()} ${reader}`
    // Text may be replaced.
    return deliveries.get(key, () => deliver(context, info, stream, batch, events), !events.some(isText))
  }
}
