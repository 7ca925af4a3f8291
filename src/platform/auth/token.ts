import { errors, jwtVerify, SignJWT } from 'jose'
import { codePointLength, isCleanText } from '../text.ts'

/** Who a token speaks for. */
export interface Claims {
  subject: string
  /** What to call them: the token's `name`, else its subject. */
  name: string
  /** When the token ends, in milliseconds since 1970. */
  expiresAt: number
}

const ALGORITHM = 'HS256'
const MAX_LENGTH = 255

export class InvalidTokenError extends Error {
  override name = 'InvalidTokenError'
}

export function signToken(secret: Uint8Array, subject: string, lifetimeMs: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(new Date(Date.now() + lifetimeMs))
    .sign(secret)
}

export async function verifyToken(secret: Uint8Array, token: string): Promise<Claims> {
  const payload = await verifiedPayload(secret, token)
  if (!isSubject(payload.sub)) throw new InvalidTokenError('Its subject is not 1 to 255 characters of text.')
  const { sub: subject, exp } = payload
  return { subject, name: displayName(payload.name) ?? subject, expiresAt: Number(exp) * 1000 }
}

/** What `sub` may be: a key of the database and perhaps a name, so bounded, not blank, and what the database can hold. */
export const isSubject = (subject: unknown): subject is string =>
  typeof subject === 'string' &&
  subject.trim() !== '' &&
  codePointLength(subject) <= MAX_LENGTH &&
  isCleanText(subject)

async function verifiedPayload(secret: Uint8Array, token: string) {
  try {
    // jose takes a token without `exp` for one that never ends, unless told to require it.
    const options = { algorithms: [ALGORITHM], requiredClaims: ['exp', 'sub'] }
    return (await jwtVerify(token, secret, options)).payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new InvalidTokenError('It has expired.')
    if (error instanceof errors.JOSEError) throw new InvalidTokenError('It was not issued by this server.')
    throw error
  }
}

/** A name is a courtesy: one that cannot be kept is ignored, not a reason to turn the user away. */
function displayName(name: unknown): string | undefined {
  if (typeof name !== 'string' || !isCleanText(name)) return undefined
  const trimmed = name.trim()
  return trimmed && codePointLength(trimmed) <= MAX_LENGTH ? trimmed : undefined
}
