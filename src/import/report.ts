import { Conflict, type Invalid, Refusal } from '../platform/refusal.ts'

type Counted = 'spaces' | 'conversations' | 'messages' | 'files'

export const KINDS: readonly Counted[] = ['spaces', 'conversations', 'messages', 'files']

/** Something that was not taken as it came. */
interface Problem {
  /** Where it stands, such as `dump.json: conversations.3.messages.0`. */
  place: string
  /** What is wrong, by field where there is one. */
  reason: string
  /** Whether the rest of the item was taken. */
  isTaken: boolean
}

/** A record of a file whose bytes are still where the client's API had them. */
interface MovedFile {
  id: string
  /** Where its bytes were. */
  from: string
  /** Where the store here looks for them. */
  storagePath: string
}

export type Line = { problem: Problem } | { file: MovedFile }

/** What became of an import: counts, and each problem as it is met. */
export class Report {
  readonly added: Record<Counted, number> = { spaces: 0, conversations: 0, messages: 0, files: 0 }
  /** They were there before, and are left as they are. */
  readonly there: Record<Counted, number> = { spaces: 0, conversations: 0, messages: 0, files: 0 }
  /** Items that were not taken at all. */
  refused = 0
  /** Items that were taken without a field that cannot be. */
  reduced = 0
  /** Fields that have no place here, with how often they came. */
  readonly unread: Record<string, number> = Object.create(null)
  readonly tell: (line: Line) => void

  constructor(tell: Report['tell']) {
    this.tell = tell
  }

  refuse(place: string, why: Refusal | string): void {
    this.refused++
    this.tell({ problem: { place, reason: typeof why === 'string' ? why : reasonOf(why), isTaken: false } })
  }

  /** Does something, unless that is refused. */
  async orRefuse(place: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.refuse(place, error)
    }
  }

  reduce(place: string, why: Invalid): void {
    this.reduced++
    this.tell({ problem: { place, reason: reasonOf(why), isTaken: true } })
  }

  readonly countUnread = (name: string): void => {
    this.unread[name] = (this.unread[name] ?? 0) + 1
  }
}

export const TAKEN = 'id: It is taken by something else.'

const reasonOf = (refusal: Refusal): string => (refusal instanceof Conflict ? TAKEN : refusal.message)
