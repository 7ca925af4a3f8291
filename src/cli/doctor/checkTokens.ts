import { openAuthority } from '../../platform/auth/authority.ts'
import { KeysUnavailableError } from '../../platform/auth/remoteKeys.ts'
import { InvalidTokenError } from '../../platform/auth/token.ts'
import type { Config } from '../../platform/config.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Finding } from './finding.ts'

const ok = (message: string): Finding => ({ subject: 'tokens', status: 'ok', message })

/** A token that names a key which nobody has: whoever looks for it fetches the keys. */
const strange = [{ alg: 'ES256', kid: 'tertulia-doctor' }, {}, {}]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.')

/** Whether tokens can be checked: by the secret, by the public key, or by keys that can be fetched. */
export async function checkTokens(config: Config, logger: Logger): Promise<Finding> {
  const { authJwksUrl, authJwtPublicKey } = config
  const authority = await openAuthority(config, logger)
  if (!authJwksUrl)
    return ok(`they are checked with ${authJwtPublicKey ? 'AUTH_JWT_PUBLIC_KEY' : 'a secret'}`)
  await authority.verify(strange).catch((error: unknown) => {
    if (error instanceof KeysUnavailableError)
      throw new Error('AUTH_JWKS_URL:', { cause: error.cause ?? error })
    if (!(error instanceof InvalidTokenError)) throw error
  })
  return ok(`the keys at ${authJwksUrl} can be fetched`)
}
