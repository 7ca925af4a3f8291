import { jwtVerify } from 'jose'
import pg from 'pg'

const secret = new TextEncoder().encode(process.env.AUTH_JWT_SECRET)
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
const keys = new Map()

/**
 * The key of the user whom an Authorization header speaks for; an error where its token is missing or not valid. As the
 * product does, it checks each token and remembers which user a subject is.
 */
export async function viewerOf(authorization) {
  const token = /^Bearer +([^ ]+)$/i.exec(authorization ?? '')?.[1]
  if (!token) throw new Error('A token is needed')
  const { payload } = await jwtVerify(token, secret, {
    algorithms: ['HS256'],
    requiredClaims: ['exp', 'sub'],
  })
  const known = keys.get(payload.sub)
  if (known) return known
  const { rows } = await pool.query('SELECT id FROM users WHERE subject = $1', [payload.sub])
  if (!rows[0]) throw new Error('No such user')
  keys.set(payload.sub, rows[0].id)
  return rows[0].id
}
