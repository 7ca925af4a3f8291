import type { KeyObject } from 'node:crypto'
import type { JWTVerifyGetKey } from 'jose'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import { readPublicKey } from './publicKey.ts'
import { remoteKeys } from './remoteKeys.ts'
import { signingSecret } from './secret.ts'
import { SECRET_ALGORITHM } from './token.ts'

export type KeyConfig = Pick<
  Config,
  'authJwtSecret' | 'authJwtPublicKey' | 'authJwksUrl' | 'isProduction' | 'dataDir'
>

/** What the signatures of tokens are checked with. */
export interface Keys {
  verifyWith: Uint8Array | KeyObject | JWTVerifyGetKey
  /** Fixed here, as a token may not choose how it is checked: a public key would do for a secret that all know. */
  algorithms: string[]
  /** Null where tokens are signed elsewhere. */
  secret: Uint8Array | null
  /** For how long a token that they found good need not be checked again, in milliseconds. */
  holdFor: number
}

/** An issuer may take its keys back; the others are there for as long as this process. */
const REMOTE_HOLD_FOR = 10_000

/** The keys that the operator chose; of several sources the configuration has refused all but one. */
export async function openKeys(config: KeyConfig, logger: Logger): Promise<Keys> {
  const { authJwksUrl, authJwtPublicKey } = config
  if (authJwksUrl) {
    const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
    const verifyWith = remoteKeys(authJwksUrl, logger)
    return { verifyWith, algorithms, secret: null, holdFor: REMOTE_HOLD_FOR }
  }
  if (authJwtPublicKey) {
    const { key, algorithms } = readPublicKey(authJwtPublicKey)
    return { verifyWith: key, algorithms, secret: null, holdFor: Number.POSITIVE_INFINITY }
  }
  const secret = await signingSecret(config)
  return { verifyWith: secret, algorithms: [SECRET_ALGORITHM], secret, holdFor: Number.POSITIVE_INFINITY }
}
