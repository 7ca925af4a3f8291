import { TooLarge } from '../../graphql/answerLimit.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import type { Deliver } from './deliverTogether.ts'
import type { DeliveredEvent } from './Event.ts'

/**
 * Delivers the events of a batch that are meant: all at once where little is selected of them, else fewer at a time, each
 * time after the reader has taken those before. TooLarge when a single one is too large.
 */
export async function* deliverInTurn(
  deliver: Deliver,
  batch: LoggedEvent[],
  meant: LoggedEvent[],
): AsyncGenerator<DeliveredEvent[], void, void> {
  let [left, most] = [meant, meant.length]
  while (left.length) {
    const next = left.slice(0, most)
    const delivered = await deliver(batch, next).catch((error: unknown) => {
      if (!(error instanceof TooLarge) || next.length === 1) throw error
      return null
    })
    if (delivered === null) {
      most = Math.ceil(next.length / 2)
      continue
    }
    left = left.slice(most)
    yield delivered
  }
}
