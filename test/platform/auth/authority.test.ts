import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openAuthority } from '../../../src/platform/auth/authority.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { inOneHour } from '../../support/issuer.ts'

const secret = 'x'.repeat(32)
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

test.each([
  ['a secret', { AUTH_JWT_SECRET: secret }, 'HS256', new TextEncoder().encode(secret)],
  [
    'a public key',
    { AUTH_JWT_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    'ES256',
    privateKey,
  ],
])('a token that %s has found good is not checked again until it ends', async (_name, env, alg, key) => {
  const { verify } = await openAuthority(loadConfig(env), pino({ level: 'silent' }))
  const token = await new SignJWT({ sub: 'ada', exp: inOneHour() }).setProtectedHeader({ alg }).sign(key)
  const checking = vi.spyOn(crypto.subtle, 'verify')
  onTestFinished(() => checking.mockRestore())
  for (let n = 0; n < 3; n++) expect(await verify(token)).toMatchObject({ subject: 'ada' })
  const now = performance.now()
  const later = vi.spyOn(performance, 'now').mockImplementation(() => now + 59 * 60_000)
  onTestFinished(() => later.mockRestore())
  expect(await verify(token)).toMatchObject({ subject: 'ada' })
  expect(checking).toHaveBeenCalledTimes(1)
})
