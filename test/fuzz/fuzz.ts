import { randomInt } from 'node:crypto'
import { createRandom, type Random } from '../../src/seed/random.ts'

/** What FUZZ_SEED repeats: every choice but for ids and cursors, which the server gives out. */
const seed = Number(process.env.FUZZ_SEED || randomInt(2 ** 31))

/** Choices of a test file's own. */
export const fuzz = (): Random => createRandom(seed)

/** Says with a failure how to repeat it. */
export const repeatable = `repeat with FUZZ_SEED=${seed}`

/** What a client may be told, whatever it sends, while everything that the server needs is there. */
const codes = new Set([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
])

interface Told {
  extensions?: { code?: string }
}

/** The codes of errors that no client should ever be told; 'none' of one without. */
export const faultsIn = (errors: readonly Told[] | undefined): string[] =>
  (errors ?? []).map(({ extensions }) => extensions?.code ?? 'none').filter((code) => !codes.has(code))
