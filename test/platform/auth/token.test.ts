import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { InvalidTokenError, signToken, verifyToken } from '../../../src/platform/auth/token.ts'

const secret = new TextEncoder().encode('a secret that is long enough for HS256, and for HS384 as well')

const token = (payload: Record<string, unknown>, { alg = 'HS256', key = secret } = {}) =>
  new SignJWT({ sub: 'ada', exp: inOneHour(), ...payload }).setProtectedHeader({ alg }).sign(key)

const inOneHour = () => Math.floor(Date.now() / 1000) + 3_600

test('a signed token speaks for its subject, and names it so', async () => {
  const signed = await signToken(secret, 'ada', 60_000)
  expect(await verifyToken(secret, signed)).toMatchObject({ subject: 'ada', name: 'ada' })
})

test('when a token ends is told in milliseconds', async () => {
  const exp = inOneHour()
  expect((await verifyToken(secret, await token({ exp }))).expiresAt).toBe(exp * 1000)
})

test.each([
  ['  Ada Lovelace ', 'Ada Lovelace'],
  ['   ', 'ada'],
  ['x'.repeat(256), 'ada'],
  ['a\0b', 'ada'],
  ['\ud800', 'ada'],
  [7, 'ada'],
])('the name %j reads as %j', async (name, expected) => {
  expect((await verifyToken(secret, await token({ name }))).name).toBe(expected)
})

test('a subject has up to 255 code points', async () => {
  const subject = '🦉'.repeat(255)
  expect((await verifyToken(secret, await token({ sub: subject }))).subject).toBe(subject)
})

test.each(['', ' ', 'x'.repeat(256), 'a\0b', '\ud800', 7, null])('the subject %j is refused', async (sub) => {
  await expect(verifyToken(secret, await token({ sub }))).rejects.toThrow(InvalidTokenError)
})

test.each([
  ['without an end', () => token({ exp: undefined })],
  ['without a subject', () => token({ sub: undefined })],
  ['that has expired', () => token({ exp: 1 })],
  ['that is not valid yet', () => token({ nbf: inOneHour() })],
  ['of another secret', () => token({}, { key: new Uint8Array(32) })],
  ['of another algorithm', () => token({}, { alg: 'HS384' })],
  ['without a signature', async () => new UnsecuredJWT({ sub: 'ada', exp: inOneHour() }).encode()],
  ['that is none', async () => 'a.b.c'],
])('a token %s is refused', async (_, make) => {
  await expect(verifyToken(secret, await make())).rejects.toThrow(InvalidTokenError)
})
