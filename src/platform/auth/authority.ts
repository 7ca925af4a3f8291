import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import { type KeyConfig, openKeys } from './keys.ts'
import { remembering } from './remember.ts'
import { KeysUnavailableError } from './remoteKeys.ts'
import { type Claims, claimsOf, InvalidTokenError, signToken } from './token.ts'

type AuthorityConfig = KeyConfig & Pick<Config, 'authIssuer' | 'authAudience'>

/** Says whom a token speaks for. */
export interface Authority {
  /** Fails with InvalidTokenError, or with KeysUnavailableError where nobody can tell for now. */
  verify: (token: string) => Promise<Claims>
  /** Null where tokens are signed elsewhere, and checked here with public keys. */
  sign: ((subject: string, lifetimeMs: number) => Promise<string>) | null
}

/** The authority that the operator chose. */
export async function openAuthority(config: AuthorityConfig, logger: Logger): Promise<Authority> {
  const { authIssuer: issuer, authAudience: audience } = config
  const { verifyWith, algorithms, secret, holdFor } = await openKeys(config, logger)
  const required = {
    algorithms,
    // jose takes a token without `exp` for one that never ends, unless told to require it.
    requiredClaims: ['exp', 'sub'],
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
  }
  return {
    verify: remembering(async (token) => {
      try {
        requireExact(token)
        const { payload } = await jwtVerify(token, verifyWith as JWTVerifyGetKey, required)
        return claimsOf(payload)
      } catch (error) {
        throw error instanceof KeysUnavailableError ? error : invalid(error)
      }
    }, holdFor),
    sign: secret && ((subject, lifetimeMs) => signToken(secret, subject, lifetimeMs, { issuer, audience })),
  }
}

/** Of one signature there is one token: padding, and bits that say nothing, are overlooked by who decodes them. */
function requireExact(token: string): void {
  const signature = token.slice(token.lastIndexOf('.') + 1)
  if (Buffer.from(signature, 'base64url').toString('base64url') !== signature)
    throw new InvalidTokenError('Its signature is not base64url.')
}

/** Whatever else cannot be checked, such as one that names a key which is too short, was not issued for this server. */
function invalid(cause: unknown): InvalidTokenError {
  if (cause instanceof InvalidTokenError) return cause
  const reason = cause instanceof errors.JWTExpired ? 'It has expired.' : 'It was not issued for this server.'
  return new InvalidTokenError(reason, { cause })
}
