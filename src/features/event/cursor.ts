import { badUserInput } from '../../graphql/errors.ts'

/** A place in a log: after the event of this number. */
export const encodePlace = (stream: string, number: number): string =>
  Buffer.from(JSON.stringify([stream, number])).toString('base64url')

/** The number that a cursor of this log marks; BAD_USER_INPUT for any other text. */
export function decodePlace(stream: string, cursor: string): number {
  const [of, number] = parse(cursor)
  if (!Number.isSafeInteger(number) || Number(number) < 0)
    throw badUserInput('Argument "after" is not a cursor of events.')
  if (of !== stream) throw badUserInput('Argument "after" is a cursor of other events than these.')
  return Number(number)
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) && value.length === 2 ? value : []
  } catch {
    return []
  }
}
