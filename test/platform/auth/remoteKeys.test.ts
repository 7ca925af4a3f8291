import type { ServerResponse } from 'node:http'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openAuthority } from '../../../src/platform/auth/authority.ts'
import { KeysUnavailableError } from '../../../src/platform/auth/remoteKeys.ts'
import { InvalidTokenError } from '../../../src/platform/auth/token.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { issuer, type Key, makeKey, offering } from '../../support/issuer.ts'

/** How much later it is than the clock says. */
let later = 0
const now = performance.now.bind(performance)
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now() + later))
afterEach(() => void vi.restoreAllMocks())

const SECOND = 1_000
const MINUTE = 60 * SECOND
const [first, second] = [await makeKey(), await makeKey()]
const ada = { subject: 'ada' }

/** An issuer with the first key, and who believes it. */
async function open(answer = offering(first)) {
  const origin = await issuer(answer)
  const { verify } = await openAuthority(loadConfig({ AUTH_JWKS_URL: origin.url }), pino({ level: 'silent' }))
  return {
    origin,
    check: verify,
    verify: async (key: Key, header?: object) => verify(await key.sign({}, header)),
  }
}

const refused = expect.any(InvalidTokenError)
const untold = expect.any(KeysUnavailableError)
const outcome = <Result>(promise: Promise<Result>) => promise.catch((error: unknown) => error)

test('keys are fetched once, however many ask at once', async () => {
  const { origin, verify } = await open()
  for (const claims of await Promise.all(Array.from({ length: 20 }, () => verify(first))))
    expect(claims).toMatchObject(ada)
  await verify(first)
  expect(origin.fetches).toBe(1)
})

test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('a key set may hold keys for %s', async (alg) => {
  const key = await makeKey(alg)
  const { verify } = await open(offering(first, key))
  expect(await verify(key)).toMatchObject(ada)
  expect(await verify(first)).toMatchObject(ada)
})

test('keys that cannot or must not check tokens here let nobody in', async () => {
  const secret = { kty: 'oct', kid: 'secret', k: Buffer.alloc(32, 'x').toString('base64url') }
  const broken = { kty: 'EC', kid: 'broken', crv: 'P-256', x: 'AA', y: 'AA' }
  const short = { kty: 'RSA', kid: 'short', n: 'x'.repeat(86), e: 'AQAB' }
  const longer = await makeKey('ES384')
  const { verify } = await open(
    offering(longer, ...[secret, broken, short].map((jwk) => ({ ...first, jwk }))),
  )
  for (const kid of ['secret', 'broken', 'short', 'nothing', 7])
    expect(await outcome(verify(first, { kid }))).toEqual(refused)
  expect(await outcome(verify(await makeKey('RS256', 'short')))).toEqual(refused)
  expect(await outcome(verify(longer))).toEqual(refused)
})

describe('rotation', () => {
  test('a new key is fetched with its first token, and one that is gone is no longer believed', async () => {
    const { origin, verify } = await open()
    await verify(first)
    origin.answer = offering(second)
    later += 31 * SECOND
    expect(await verify(second)).toMatchObject(ada)
    expect(await outcome(verify(first))).toEqual(refused)
    expect(origin.fetches).toBe(2)
  })

  test('a token that was checked is believed for 10 seconds more, and no longer', async () => {
    const { origin, check, verify } = await open()
    const token = await first.sign()
    await check(token)
    later += 25 * SECOND
    await check(token)
    origin.answer = offering(second)
    later += 6 * SECOND
    await verify(second)
    expect(await check(token)).toMatchObject(ada)
    later += 5 * SECOND
    expect(await outcome(check(token))).toEqual(refused)
  })

  test('tokens that name made-up keys do not fetch without end', async () => {
    const { origin, verify } = await open()
    await verify(first)
    for (let index = 0; index < 20; index++)
      expect(await outcome(verify(second, { kid: `${index}` }))).toEqual(refused)
    expect(origin.fetches).toBe(1)
  })

  test('keys are fetched again after a while, and nobody waits for that', async () => {
    const { origin, verify } = await open()
    await verify(first)
    const asked = new Promise<ServerResponse>((resolve) => {
      origin.answer = (_, response) => resolve(response)
    })
    later += 11 * MINUTE
    expect(await verify(first)).toMatchObject(ada)
    offering(second)(await asked.then(({ req }) => req), await asked)
    await expect.poll(() => outcome(verify(first))).toEqual(refused)
    expect(origin.fetches).toBe(2)
  })
})

describe.each<[string, (response: ServerResponse) => unknown]>([
  ['hangs', () => {}],
  ['begins and goes on for ever', (response) => response.write('{"keys":[')],
  ['answers with what is no JSON', (response) => response.end('<html>')],
  ['answers with what is no key set', (response) => response.end('{"keys":{}}')],
  ['answers with null', (response) => response.end('null')],
  ['answers with an error', (response) => response.writeHead(500).end('{"keys":[]}')],
  ['leads elsewhere', (response) => response.writeHead(302, { location: '/other' }).end()],
  ['hangs up', (response) => response.destroy()],
])('an issuer that %s', (_, answer) => {
  test('leaves unknown who is who, for now: nobody waits for ever, and the next not at all', async () => {
    const { origin, verify } = await open((_, response) => answer(response))
    for (const found of await Promise.all(Array.from({ length: 5 }, () => outcome(verify(first)))))
      expect(found).toEqual(untold)
    expect(await outcome(verify(first))).toEqual(untold)
    expect(origin.fetches).toBe(1)

    origin.answer = offering(first)
    later += 6 * SECOND
    expect(await verify(first)).toMatchObject(ada)
  })
})

test('an issuer that is out of reach leaves those known who were, for an hour; of others nobody can tell', async () => {
  const { origin, verify } = await open()
  await verify(first)
  origin.server.closeAllConnections()
  origin.server.close()
  later += 50 * MINUTE
  expect(await verify(first)).toMatchObject(ada)
  expect(await outcome(verify(second))).toEqual(untold)
  later += 11 * MINUTE
  expect(await outcome(verify(first))).toEqual(untold)
})
