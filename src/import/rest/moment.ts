import { parseDateTime } from '../../graphql/dateTime.ts'

/** Below this, a number counts seconds (until the year 5138), else milliseconds (since March 1973). */
const SECONDS_END = 1e11

/**
 * A time as the five APIs write it, in RFC 3339: a number, or text, which is of UTC where it names no zone. What is
 * neither comes back as it is, for the check to refuse.
 */
export function momentOf(value: unknown): unknown {
  if (typeof value === 'number') {
    const date = new Date(value < SECONDS_END ? value * 1000 : value)
    return Number.isNaN(date.getTime()) ? value : date.toISOString()
  }
  if (typeof value !== 'string') return value
  const text = value.replace(' ', 'T')
  return parseDateTime(text) ?? parseDateTime(`${text}Z`) ?? value
}
