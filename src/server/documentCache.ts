import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/** In characters: a parsed document takes some hundred times the memory of its text. */
const MAX_TEXT = 1024 * 1024
const MAX_DOCUMENTS = 1_000

const cacheByText = <Value extends object>() =>
  new LRUCache<string, Value>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_TEXT,
    sizeCalculation: (_value, text) => text.length + 1,
  })

/** Documents that were parsed and validated, and the errors of those that do not parse, lately. */
export const documentCache = () => ({
  documentCache: cacheByText<DocumentNode>(),
  errorCache: cacheByText<Error>(),
})
