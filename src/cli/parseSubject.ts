import { InvalidArgumentError } from 'commander'
import { isSubject } from '../platform/auth/token.ts'

/** A user as an option names one: by the subject of their tokens. */
export function parseSubject(text: string): string {
  if (!isSubject(text)) throw new InvalidArgumentError('It must have 1 to 255 characters.')
  return text
}
