import type { SeedConversation } from './conversation.ts'

/** Enough to keep a statement busy, and few enough that the next ones can be made up meanwhile. */
const ROWS_PER_BATCH = 4_000

/** Whole conversations, so that a long one makes a batch longer. */
export function* batches(conversations: Iterable<SeedConversation>): Iterable<SeedConversation[]> {
  let batch: SeedConversation[] = []
  let rows = 0
  for (const one of conversations) {
    batch.push(one)
    rows += 1 + one.messages.length
    if (rows < ROWS_PER_BATCH) continue
    yield batch
    batch = []
    rows = 0
  }
  if (batch.length > 0) yield batch
}
