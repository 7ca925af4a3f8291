import { SignJWT, UnsecuredJWT } from 'jose'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openAuthority } from '../../../src/platform/auth/authority.ts'
import { InvalidTokenError, signToken } from '../../../src/platform/auth/token.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { inOneHour } from '../../support/issuer.ts'

const AUTH_JWT_SECRET = 'a secret that is long enough for HS256, and for HS384 as well'
const secret = new TextEncoder().encode(AUTH_JWT_SECRET)

const authorityOf = (variables: Record<string, string> = {}) =>
  openAuthority(loadConfig({ AUTH_JWT_SECRET, ...variables }), pino({ level: 'silent' }))
const { verify } = await authorityOf()

const token = (payload: Record<string, unknown>, { alg = 'HS256', key = secret } = {}) =>
  new SignJWT({ sub: 'ada', exp: inOneHour(), ...payload }).setProtectedHeader({ alg }).sign(key)

test('a signed token speaks for its subject, and names it so', async () => {
  const signed = await signToken(secret, 'ada', 60_000)
  expect(await verify(signed)).toMatchObject({ subject: 'ada', name: 'ada' })
})

test('when a token ends is told in milliseconds', async () => {
  const exp = inOneHour()
  expect((await verify(await token({ exp }))).expiresAt).toBe(exp * 1000)
})

test.each([
  ['  Ada Lovelace ', 'Ada Lovelace'],
  ['   ', 'ada'],
  ['x'.repeat(256), 'ada'],
  ['a\0b', 'ada'],
  ['\ud800', 'ada'],
  [7, 'ada'],
])('the name %j reads as %j', async (name, expected) => {
  expect((await verify(await token({ name }))).name).toBe(expected)
})

test('a subject has up to 255 code points', async () => {
  const subject = '🦉'.repeat(255)
  expect((await verify(await token({ sub: subject }))).subject).toBe(subject)
})

test.each(['', ' ', 'x'.repeat(256), 'a\0b', '\ud800', 7, null])('the subject %j is refused', async (sub) => {
  await expect(verify(await token({ sub }))).rejects.toThrow(InvalidTokenError)
})

test.each([
  ['without an end', () => token({ exp: undefined })],
  ['without a subject', () => token({ sub: undefined })],
  ['that has expired', () => token({ exp: 1 })],
  ['that ends after all dates', () => token({ exp: 8.64e12 + 1 })],
  ['that is not valid yet', () => token({ nbf: inOneHour() })],
  ['of another secret', () => token({}, { key: new Uint8Array(32) })],
  ['of another algorithm', () => token({}, { alg: 'HS384' })],
  ['without a signature', async () => new UnsecuredJWT({ sub: 'ada', exp: inOneHour() }).encode()],
  ['that is none', async () => 'a.b.c'],
])('a token %s is refused', async (_, make) => {
  await expect(verify(await make())).rejects.toThrow(InvalidTokenError)
})

test.each([
  ['AUTH_ISSUER', 'iss'],
  ['AUTH_AUDIENCE', 'aud'],
])('where %s is set, a token must be so; those signed here are', async (variable, claim) => {
  const authority = await authorityOf({ [variable]: 'https://here.example' })
  for (const other of [undefined, '', 'https://here.example/', 'https://HERE.example', ['https://x.example']])
    await expect(authority.verify(await token({ [claim]: other }))).rejects.toThrow(InvalidTokenError)
  const claims = { subject: 'ada' }
  expect(await authority.verify(await token({ [claim]: 'https://here.example' }))).toMatchObject(claims)
  expect(await authority.verify((await authority.sign?.('ada', 60_000)) ?? '')).toMatchObject(claims)
})

test('one of several audiences is enough', async () => {
  const { verify } = await authorityOf({ AUTH_AUDIENCE: 'tertulia' })
  expect(await verify(await token({ aud: ['other', 'tertulia'] }))).toMatchObject({ subject: 'ada' })
})
