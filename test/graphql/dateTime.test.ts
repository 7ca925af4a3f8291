import { expect, test } from 'vitest'
import { parseDateTime, writeDateTime } from '../../src/graphql/dateTime.ts'

test.each([
  '2026-01-31T12:00:00+00:00',
  '2026-01-31T12:00:00.1+00:00',
  '2026-01-31T12:00:00.12+00:00',
  '2026-01-31T12:00:00.123+00:00',
  '2026-01-31T12:00:00.123456+00:00',
  '2026-01-31T12:00:00+01:00',
  '2026-01-31T12:00:00Z',
  'infinity',
  '0044-03-15T12:00:00+00:00 BC',
])('%s is written as it is read', (text) => {
  expect(writeDateTime(text)).toBe(parseDateTime(text))
})
