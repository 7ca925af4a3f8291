import { GraphQLError, type GraphQLResolveInfo } from 'graphql'
import type { Context } from '../../graphql/context.ts'
import type { LoggedEvent } from '../../platform/events/hub.ts'
import { decodePlace, encodePlace } from './cursor.ts'
import { deliver } from './deliver.ts'
import type { DeliveredEvent } from './Event.ts'

interface Log {
  stream: string
  /** The number of its last event. */
  latest: number
  /** Which of its events are meant. */
  concerns?: (event: LoggedEvent) => boolean
  /** Whether an event is the last one there can be. */
  isEnd?: (event: LoggedEvent) => boolean
}

/** The events of a log from a cursor on, or from now on: first those that were missed, then others as they come. */
export function subscribeTo(
  context: Context,
  info: GraphQLResolveInfo,
  { stream, latest, concerns = () => true, isEnd = () => false }: Log,
  after: string | null | undefined,
): AsyncIterableIterator<DeliveredEvent> {
  const now = new Date().toISOString()
  const place = after == null ? { number: latest, time: now } : decodePlace(stream, after)
  const oldest = new Date(Date.now() - context.events.retention).toISOString()
  // Of a log that is not the one it was (a restored backup), or with a part that may be gone.
  const isLost = place.number > latest || (place.number < latest && place.time < oldest)

  return stoppable(async function* (signal) {
    if (isLost) yield resync(stream, latest, now)
    const batches = context.events.follow(stream, isLost ? latest : place.number, signal)
    for await (const events of batches) {
      yield* await deliver(context, info, stream, events.filter(concerns))
      if (events.some(isEnd)) return
    }
  })
}

export const notFound = (): GraphQLError =>
  new GraphQLError('There is no such conversation or space, or it is not yours.', {
    extensions: { code: 'NOT_FOUND' },
  })

const resync = (stream: string, number: number, time: string): DeliveredEvent => ({
  __typename: 'ResyncRequired',
  cursor: encodePlace(stream, { number, time }),
  occurredAt: time,
  spaceKey: null,
  conversationKey: null,
  messageKey: null,
  partIndex: null,
  offset: null,
  text: null,
  part: null,
  planned: {},
})

/** A generator that ends when it is told to, also while it waits for something that may never happen. */
function stoppable<T>(run: (signal: AbortSignal) => AsyncGenerator<T, void, void>): AsyncIterableIterator<T> {
  const controller = new AbortController()
  const generator = run(controller.signal)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => generator.next(),
    return: () => {
      controller.abort()
      return generator.return()
    },
    throw: (error) => {
      controller.abort()
      return generator.throw(error)
    },
  }
}
