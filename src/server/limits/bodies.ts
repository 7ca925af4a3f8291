import { overloaded } from './load.ts'

const MIB = 1024 * 1024
/** Shorter ones are not counted. */
const SHORT = 64 * 1024
/** Of one user, and of all together. */
const MAX_OF_ONE = 64 * MIB
const MAX_OF_ALL = 256 * MIB

/** The bodies in memory, from their first byte until their requests are done: however many come, they find room. */
export class Bodies {
  readonly #ofEach = new Map<string, number>()
  #ofAll = 0

  /** Counts what comes, and gives it back when told to. */
  begin(owner: string): HeldBody {
    let held = 0
    const add = (bytes: number) => {
      held += bytes
      this.#ofAll += bytes
      const left = (this.#ofEach.get(owner) ?? 0) + bytes
      if (left) this.#ofEach.set(owner, left)
      else this.#ofEach.delete(owner)
    }
    return {
      grow: (length) => {
        if (length <= SHORT) return
        add(length - held)
        if (this.#ofAll > MAX_OF_ALL || (this.#ofEach.get(owner) ?? 0) > MAX_OF_ONE) throw overloaded()
      },
      end: () => add(-held),
    }
  }
}

export interface HeldBody {
  /** It has so many bytes by now. SERVICE_UNAVAILABLE where there is no room for them. */
  grow: (length: number) => void
  end: () => void
}
