import type { Fields } from '../recognise.ts'
import { momentOf } from './moment.ts'

/** Takes the fields of an object by any of their names, and knows which of them nobody asked for. */
export class Reader {
  readonly #fields: Fields
  readonly #unread: Set<string>

  constructor(fields: Fields) {
    this.#fields = fields
    this.#unread = new Set(Object.keys(fields))
  }

  take(...names: string[]): unknown {
    for (const name of names) this.#unread.delete(name)
    return names.map((name) => this.#fields[name]).find((value) => value != null)
  }

  time(...names: string[]): unknown {
    return momentOf(this.take(...names))
  }

  /** For fields that follow from others. */
  skip(...names: string[]): void {
    this.take(...names)
  }

  get unread(): Iterable<string> {
    return this.#unread
  }
}
