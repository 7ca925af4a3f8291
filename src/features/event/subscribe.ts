import { GraphQLError, type GraphQLResolveInfo } from 'graphql'
import type { Context } from '../../graphql/context.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import { decodePlace } from './cursor.ts'
import { deliverInTurn } from './deliverInTurn.ts'
import { deliverTogether } from './deliverTogether.ts'
import type { DeliveredEvent } from './Event.ts'

export interface Log {
  stream: string
  /** The number of an event from which on others follow: its last one, if it still goes on. */
  latest: number
  /** The number of the event that ended it. */
  end?: number
  /** Which of its events are meant. */
  concerns?: (event: LoggedEvent) => boolean
  /** Whether an event is the last one there can be. */
  isEnd?: (event: LoggedEvent) => boolean
}

/** The places of a log of which this is the last number. Whoever comes later is told of its end, whatever is no longer kept. */
export const placesIn = ({ number, isDeleted }: { number: number; isDeleted: boolean }) =>
  isDeleted ? { latest: number - 1, end: number } : { latest: number }

/**
 * The events of a log from a cursor on, or from now on: first those that were missed, then others as they come. Those that
 * are there at once come together: to wait for each by itself takes longer than to send it.
 */
export function subscribeTo(
  context: Context,
  info: GraphQLResolveInfo,
  { stream, latest, end, concerns = () => true, isEnd = () => false }: Log,
  after: string | null | undefined,
): AsyncIterableIterator<DeliveredEvent[]> {
  const place = after == null ? latest : decodePlace(stream, after)
  // An id may have been another user's, whose log is kept for a while.
  const isMeant = (event: LoggedEvent) =>
    event.type === 'RESYNC_REQUIRED' || (event.ownerKey === context.viewer.id && concerns(event))

  const deliver = deliverTogether(context, info, stream)

  return stoppable(async function* (signal) {
    // Whoever has a later cursor of the same log was told of it as well.
    if (end !== undefined && place >= end) return
    for await (const batch of context.events.follow(stream, place, latest, signal)) {
      const events = batch.filter(isMeant)
      // More may follow: an id can be used again.
      const ending = events.findIndex(isEnd)
      const told = ending < 0 ? events : events.slice(0, ending + 1)
      yield* deliverInTurn(deliver, batch, told)
      if (ending >= 0) return
    }
  })
}

/** What comes together is executed one by one: the root is a single event, whatever the type of the stream says. */
export const itself = (event: unknown) => event as DeliveredEvent

export const notFound = (): GraphQLError =>
  new GraphQLError('There is no such conversation or space, or it is not yours.', {
    extensions: { code: 'NOT_FOUND' },
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
