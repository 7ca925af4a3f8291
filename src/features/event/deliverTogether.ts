import type { GraphQLResolveInfo } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Context } from '../../graphql/context.ts'
import { lengthWithin } from '../../graphql/execution/jsonLength.ts'
import { variablesIn } from '../../graphql/execution/variables.ts'
import { keyOf } from '../../graphql/plan/read.ts'
import { isText, type LoggedEvent } from '../../platform/events/readLog.ts'
import { numberOf } from '../../platform/identity.ts'
import { deliver } from './deliver.ts'
import type { DeliveredEvent } from './Event.ts'

type Delivery = Promise<DeliveredEvent[]>

/**
 * So many deliveries of late, of so many characters together or else the last one alone, are kept for those who come a
 * little later, in milliseconds.
 */
const MAX_DELIVERIES = 16
const MAX_LENGTH = 4 * 1024 * 1024
const SHARED_MS = 500

const deliveries = new LRUCache<string, Delivery>({
  max: MAX_DELIVERIES,
  maxSize: MAX_LENGTH,
  ttl: SHARED_MS,
  ttlAutopurge: true,
})

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
  const shared = deliveries.get(key)
  if (shared) return shared
  const delivery = deliver(context, info, stream, batch, events)
  deliveries.set(key, delivery, { size: 1 })
  const forget = () => deliveries.peek(key) === delivery && deliveries.delete(key)
  // Text may be replaced. What failed, such as for being too large or for a database that is away, is tried again.
  delivery.then((told) => {
    // The size of what is kept already would not change.
    if (forget() && !events.some(isText)) deliveries.set(key, delivery, { size: lengthOf(told) })
  }, forget)
  return delivery
}

const lengthOf = (told: DeliveredEvent[]): number =>
  lengthWithin(
    MAX_LENGTH,
    told.map(({ part, planned }) => [part, Object.values(planned).map(({ text }) => text)]),
  )
