import { overloaded } from './load.ts'

/** Shorter ones are not counted. */
const SHORT = 64 * 1024
/** So many of the largest that there may be find room, of one user and of all together. */
const OF_ONE = 4
const OF_ALL = 16

/** The bodies in memory, from their first byte until their requests are done. */
export class Bodies {
  readonly #largest: number
  readonly #ofEach = new Map<string, number>()
  #ofAll = 0

  constructor(largest: number) {
    this.#largest = largest
  }

  /** Counts what comes, and gives it back when told to. */
  begin(owner: string): HeldBody {
    let held = 0
    const add = (bytes: number) => {
      held += bytes
      this.#ofAll += bytes
      const ofOne = (this.#ofEach.get(owner) ?? 0) + bytes
      if (ofOne) this.#ofEach.set(owner, ofOne)
      else this.#ofEach.delete(owner)
      return ofOne
    }
    return {
      grow: (length) => {
        if (length <= SHORT) return
        const ofOne = add(length - held)
        if (ofOne > OF_ONE * this.#largest || this.#ofAll > OF_ALL * this.#largest) throw overloaded()
      },
      end: () => void add(-held),
    }
  }
}

export interface HeldBody {
  /** It has so many bytes by now. SERVICE_UNAVAILABLE where there is no room for them. */
  grow: (length: number) => void
  end: () => void
}
