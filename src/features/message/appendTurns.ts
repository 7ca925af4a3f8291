import type { Refusal } from '../../platform/refusal.ts'
import type { Append } from './appendBatch.ts'

export interface Asked {
  append: Append
  /** When it came, in milliseconds. */
  since: number
  /** Null when it is made, or was made before, and durable. */
  answer: (refusal: Refusal | null) => void
  fail: (error: unknown) => void
}

/** The appends of a viewer to a message that wait, oldest first. */
export interface Line {
  key: string
  viewerKey: string
  asked: Asked[]
}

/** Those of a line that go into a transaction. */
export interface Turn {
  line: Line
  asked: Asked[]
}

const MAX_OF_LINE = 100
const MAX_BATCH = 500

/** Lines that wait for their turn. The viewers take turns, so that nobody waits for all that another sends. */
export class AppendTurns {
  /** The lines of each viewer; first the viewer whose turn it is. */
  readonly #waiting = new Map<string, Line[]>()

  get isEmpty(): boolean {
    return this.#waiting.size === 0
  }

  /** A line with at least one append, which is not put in again before it is taken. */
  put(line: Line): void {
    const lines = this.#waiting.get(line.viewerKey)
    if (lines) lines.push(line)
    else this.#waiting.set(line.viewerKey, [line])
  }

  /** As many as make a good transaction. */
  take(): Turn[] {
    const turns: Turn[] = []
    for (let size = 0; size < MAX_BATCH; ) {
      const [next] = this.#waiting
      if (!next) break
      const [viewerKey, lines] = next
      const line = lines.shift() as Line
      this.#waiting.delete(viewerKey)
      if (lines.length) this.#waiting.set(viewerKey, lines)
      const asked = line.asked.splice(0, MAX_OF_LINE)
      turns.push({ line, asked })
      size += asked.length
    }
    return turns
  }
}
