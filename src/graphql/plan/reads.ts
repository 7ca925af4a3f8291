import type { FieldNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Statements } from '../../platform/db/statements.ts'
import { PreparedRead, type Reader } from './preparedRead.ts'

/** In characters: of the SQL and its values, of the variables, and of the document, which a read holds on to. */
const MAX_TEXT = 4 * 1024 * 1024
const MAX_READS = 1_000

/** The planned reads of late, compiled: what clients ask for again is neither planned nor written again. */
export class Reads {
  readonly #statements: Statements
  readonly #prepared = new LRUCache<string, PreparedRead>({
    max: MAX_READS,
    maxSize: MAX_TEXT,
  })

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** The read of these nodes that the key stands for, which `compile` plans where it is not known. */
  prepare(key: string, nodes: readonly FieldNode[], compile: () => Reader): PreparedRead {
    const known = this.#prepared.get(key)
    if (known) return known
    const prepared = new PreparedRead(this.#statements, compile())
    const document = nodes[0]?.loc?.source.body.length ?? 0
    this.#prepared.set(key, prepared, { size: prepared.length + key.length + document })
    return prepared
  }
}
