import { vi } from 'vitest'
import type { Event, Watch } from './watch.ts'

/** What a client is told that loses its connection now and then, from a cursor to the one that `end` gives at last. */
export async function readWithBreaks(
  watch: (after: string) => Watch,
  start: string,
  end: () => string | undefined,
): Promise<Event[]> {
  const seen: Event[] = []
  let after = start
  while (after !== end()) {
    const { events, stop } = watch(after)
    const enough = 1 + Math.floor(Math.random() * 100)
    const isOver = () => (events.at(-1)?.cursor ?? after) === end()
    await vi.waitUntil(() => events.length >= enough || isOver(), { timeout: 580_000, interval: 20 })
    stop()
    seen.push(...events)
    after = events.at(-1)?.cursor ?? after
  }
  return seen
}
