import { badUserInput } from '../../graphql/errors.ts'

/** A place in a log: after this event. */
export interface Place {
  number: number
  /** When it was given out: what happened since may be gone from the log when that is long ago. */
  time: string
}

export const encodePlace = (stream: string, { number, time }: Place): string =>
  Buffer.from(JSON.stringify([stream, number, time])).toString('base64url')

/** The place that a cursor of this log marks; BAD_USER_INPUT for any other text. */
export function decodePlace(stream: string, cursor: string): Place {
  const [of, number, time] = parse(cursor)
  const isPlace =
    Number.isSafeInteger(number) && Number(number) >= 0 && !Number.isNaN(Date.parse(String(time)))
  if (!isPlace) throw badUserInput('Argument "after" is not a cursor of events.')
  if (of !== stream) throw badUserInput('Argument "after" is a cursor of other events than these.')
  return { number: Number(number), time: String(time) }
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) && value.length === 3 ? value : []
  } catch {
    return []
  }
}
