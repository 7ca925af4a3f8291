import * as fc from 'fast-check'

export const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export const decoded = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, 'base64url').toString())

/** Text that nobody was given as a cursor. */
export const notACursor = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text).toString('base64url')),
  fc.jsonValue().map(encoded),
  fc.array(fc.jsonValue(), { minLength: 4, maxLength: 4 }).map(encoded),
  fc.constant(''),
)

/** What could upset a database in the place of a moment, a number, a text or a key. */
export const hostileValues: unknown[] = [
  null,
  2 ** 31 - 1,
  2 ** 31,
  -1,
  0.5,
  1e300,
  '\0',
  '\ud800',
  "'; DROP TABLE users; --",
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-14:00',
  '2026-02-30T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00+16:00',
  '2026-01-01T00:00:00-23:59',
  `2026-01-01T00:00:00.${'1'.repeat(500)}Z`,
  'infinity',
  'now',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{00000000-0000-0000-0000-000000000000}',
  '\u{10FFFF}',
  'x'.repeat(100_000),
]

export const hostile = fc.oneof(
  fc.jsonValue(),
  fc.double(),
  fc.integer(),
  fc.string({ unit: 'binary' }),
  fc.uuid(),
  fc.constantFrom(...hostileValues),
)
