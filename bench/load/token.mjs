import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'

/** What all servers of this run are given to check tokens with. */
export const secret = randomBytes(32).toString('hex')

const made = new Map()

/** The Authorization header of a user, by the `sub` that they have in the data. */
export async function authorizationOf(subject) {
  if (!made.has(subject)) {
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('1d')
      .sign(new TextEncoder().encode(secret))
    made.set(subject, `Bearer ${token}`)
  }
  return made.get(subject)
}
