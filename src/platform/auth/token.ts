import { type JWTPayload, SignJWT } from 'jose'
import { codePointLength, isCleanText } from '../text.ts'

/** Who a token speaks for. */
export interface Claims {
  subject: string
  /** What to call them: the token's `name`, else its subject. */
  name: string
  /** When the token ends, in milliseconds since 1970. */
  expiresAt: number
}

/** How tokens are signed with a secret. */
export const SECRET_ALGORITHM = 'HS256'

/** A token that nobody is let in with; the message says why, in a sentence for its sender. */
export class InvalidTokenError extends Error {
  override name = 'InvalidTokenError'
}

const MAX_LENGTH = 255
/** The last moment that JavaScript has a date for, in milliseconds since 1970. */
const LAST_MOMENT = 8.64e15

/** A token for the subject, signed with the secret; for an issuer and an audience where they are asked for. */
export const signToken = (
  secret: Uint8Array,
  subject: string,
  lifetimeMs: number,
  { issuer, audience }: { issuer?: string | undefined; audience?: string | undefined } = {},
): Promise<string> =>
  new SignJWT({ sub: subject, ...(issuer && { iss: issuer }), ...(audience && { aud: audience }) })
    .setProtectedHeader({ alg: SECRET_ALGORITHM })
    .setIssuedAt()
    .setExpirationTime(new Date(Date.now() + lifetimeMs))
    .sign(secret)

/** What a token claims, whose signature and times have been checked. */
export function claimsOf({ sub: subject, exp, name }: JWTPayload): Claims {
  if (!isSubject(subject)) throw new InvalidTokenError('Its subject is not 1 to 255 characters of text.')
  const expiresAt = Number(exp) * 1000
  if (expiresAt > LAST_MOMENT) throw new InvalidTokenError('Its end is no date.')
  return { subject, name: displayName(name) ?? subject, expiresAt }
}

/** What `sub` may be: a key of the database and perhaps a name, so bounded, not blank, and what the database can hold. */
export const isSubject = (subject: unknown): subject is string =>
  typeof subject === 'string' &&
  subject.trim() !== '' &&
  codePointLength(subject) <= MAX_LENGTH &&
  isCleanText(subject)

/** A name is a courtesy: one that cannot be kept is ignored, not a reason to turn the user away. */
function displayName(name: unknown): string | undefined {
  if (typeof name !== 'string' || !isCleanText(name)) return undefined
  const trimmed = name.trim()
  return trimmed && codePointLength(trimmed) <= MAX_LENGTH ? trimmed : undefined
}
