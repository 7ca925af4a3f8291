import { createPublicKey, type KeyObject } from 'node:crypto'
import { OperatorError } from '../operatorError.ts'

export interface PublicKey {
  key: KeyObject
  /** What a token may be signed with, as its header names it. */
  algorithms: string[]
}

/** The operator's public key, from PEM. */
export function readPublicKey(pem: string): PublicKey {
  const key = parse(pem)
  const algorithms = key && algorithmsOf(key)
  if (!algorithms) {
    throw new OperatorError(
      'AUTH_JWT_PUBLIC_KEY: must be a public key in PEM: RSA of 2048 bits or more, EC on P-256, or Ed25519',
    )
  }
  return { key, algorithms }
}

function parse(pem: string): KeyObject | null {
  // From a private key Node would derive the public one; but a server that only checks must not hold it.
  if (pem.includes('PRIVATE KEY')) return null
  try {
    // A variable that cannot have several lines has them written as \n.
    return createPublicKey(pem.replaceAll('\\n', '\n'))
  } catch {
    return null
  }
}

function algorithmsOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string[] | null {
  const { modulusLength = 0, namedCurve } = asymmetricKeyDetails ?? {}
  if (asymmetricKeyType === 'rsa' && modulusLength >= 2048) return ['RS256', 'PS256']
  if (asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return ['ES256']
  if (asymmetricKeyType === 'ed25519') return ['EdDSA']
  return null
}
