import { jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import pg from 'pg'

const secret = new TextEncoder().encode(process.env.AUTH_JWT_SECRET)
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
const verified = new LRUCache({ max: 10_000 })

/**
 * The key of the user whom an Authorization header speaks for; an error where its token is missing or not valid. As the
 * product does, it remembers for whom a token speaks until that ends.
 */
export async function viewerOf(authorization) {
  const token = /^Bearer +([^ ]+)$/i.exec(authorization ?? '')?.[1]
  if (!token) throw new Error('A token is needed')
  const known = verified.get(token)
  if (known) return known
  const { payload } = await jwtVerify(token, secret, {
    algorithms: ['HS256'],
    requiredClaims: ['exp', 'sub'],
  })
  const { rows } = await pool.query('SELECT id FROM users WHERE subject = $1', [payload.sub])
  if (!rows[0]) throw new Error('No such user')
  verified.set(token, rows[0].id, { ttl: payload.exp * 1000 - Date.now() })
  return rows[0].id
}
