import { LRUCache } from 'lru-cache'
import { lengthWithin } from './execution/jsonLength.ts'
import { isPromise } from './execution/promises.ts'

/** In characters of JSON. */
const MAX_LENGTH = 4 * 1024 * 1024
const KEPT_MS = 500

/**
 * What was made of late, for those who want the same a little later: so many at most, of 4 Mi characters together or else
 * the last one alone, each for half a second from when it is there. What fails is made again.
 */
export class Lately<Key extends object | string, Value extends object> {
  readonly #kept: LRUCache<Key, Value | Promise<Value>>
  readonly #textOf: (value: Value) => unknown

  /** `textOf` picks what of a value is long. */
  constructor(max: number, textOf: (value: Value) => unknown) {
    this.#kept = new LRUCache({ max, maxSize: MAX_LENGTH, ttl: KEPT_MS, ttlAutopurge: true })
    this.#textOf = textOf
  }

  /** What there is for the key, else what `make` makes: for those alone who come before it is there unless `isKept`. */
  get(key: Key, make: () => Value | Promise<Value>, isKept = true): Value | Promise<Value> {
    const known = this.#kept.get(key)
    if (known) return known
    const made = make()
    if (!isPromise(made)) {
      this.#keep(key, made)
      return made
    }
    this.#kept.set(key, made, { size: 1 })
    const forget = () => this.#kept.peek(key) === made && this.#kept.delete(key)
    made.then((value) => forget() && isKept && this.#keep(key, value), forget)
    return made
  }

  #keep(key: Key, value: Value): void {
    this.#kept.set(key, value, { size: lengthWithin(MAX_LENGTH, this.#textOf(value)) })
  }
}
