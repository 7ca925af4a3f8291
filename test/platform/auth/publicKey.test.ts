import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { openAuthority } from '../../../src/platform/auth/authority.ts'
import { InvalidTokenError } from '../../../src/platform/auth/token.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { inOneHour } from '../../support/issuer.ts'

const authorityOf = (pem: string) =>
  openAuthority(loadConfig({ AUTH_JWT_PUBLIC_KEY: pem }), pino({ level: 'silent' }))

const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }) as string
const token = (alg: string, key: KeyObject | Uint8Array) =>
  new SignJWT({ sub: 'ada', exp: inOneHour() }).setProtectedHeader({ alg }).sign(key)

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')

describe.each([
  ['RSA', rsa, ['RS256', 'PS256'], ['RS384', 'PS512']],
  ['EC', ec, ['ES256'], []],
  ['Ed25519', ed, ['EdDSA'], ['Ed25519']],
] as const)('a key of the type %s', (_, { publicKey, privateKey }, algorithms, others) => {
  test.each(algorithms)('checks %s', async (alg) => {
    const { verify, sign } = await authorityOf(pemOf(publicKey))
    expect(await verify(await token(alg, privateKey))).toMatchObject({ subject: 'ada' })
    expect(sign).toBeNull()
  })

  test.each(others)('does not check %s', async (alg) => {
    const { verify } = await authorityOf(pemOf(publicKey))
    await expect(verify(await token(alg, privateKey))).rejects.toThrow(InvalidTokenError)
  })

  test('is no secret: what is signed with the public key by HS256 is refused', async () => {
    const pem = pemOf(publicKey)
    const { verify } = await authorityOf(pem)
    const der = publicKey.export({ type: 'spki', format: 'der' })
    for (const secret of [pem, pem.trim(), pem.replaceAll('\n', '\\n'), der])
      await expect(verify(await token('HS256', Buffer.from(secret)))).rejects.toThrow(InvalidTokenError)
  })
})

test('a key of another pair is refused, and one of another type', async () => {
  const { verify } = await authorityOf(pemOf(ec.publicKey))
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await expect(verify(await token('ES256', other.privateKey))).rejects.toThrow(InvalidTokenError)
  await expect(verify(await token('RS256', rsa.privateKey))).rejects.toThrow(InvalidTokenError)
})

test('the lines of the key may be written as one, with \\n between them', async () => {
  const { verify } = await authorityOf(pemOf(ec.publicKey).replaceAll('\n', '\\n'))
  expect(await verify(await token('ES256', ec.privateKey))).toMatchObject({ subject: 'ada' })
})

test.each([
  ['is none', 'nonsense'],
  ['is private', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string],
  ['is too short', pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)],
  ['is on another curve', pemOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)],
  ['cannot sign', pemOf(generateKeyPairSync('x25519').publicKey)],
])('a key that %s is refused in one line', async (_, pem) => {
  await expect(authorityOf(pem)).rejects.toThrow(/^AUTH_JWT_PUBLIC_KEY: must be a public key in PEM[^\n]+$/)
})
