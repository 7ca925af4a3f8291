import { generateKeyPairSync } from 'node:crypto'
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { openStream } from '../sse/stream.ts'
import { inOneHour, issuer, makeKey, offering } from '../support/issuer.ts'
import { bearer, post, testServer, tokenOf } from '../support/server.ts'
import { openSocket } from '../ws/socket.ts'
import { forge, oddTokens } from './oddTokens.ts'

const AUTH_COOKIE = 'session'
const { url, database } = await testServer({ AUTH_COOKIE })
const whoAmI = { query: '{ viewer { name } }' }

/** What a server answers to an Authorization header: over HTTP, as a stream of events, and as it closes a socket. */
async function answers(url: string, authorization: string) {
  const { status, body } = await post(url, whoAmI, { authorization })
  const stream = await openStream(url, whoAmI, { headers: { authorization } })
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload: { authorization } })
  const { code } = await socket.closed
  return { status, body, stream: stream.status, code }
}

const refusal = {
  status: 401,
  body: {
    errors: [
      { message: expect.any(String), extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }) },
    ],
  },
  stream: 401,
  code: 4403,
}

test('a token that is right in all is taken: what the odd ones are made of is not what is refused', async () => {
  const token = forge({ alg: 'HS256' }, { sub: 'ada', exp: inOneHour(), nbf: 0, filler: 'x'.repeat(9_000) })
  for (const scheme of ['Bearer', 'bearer', 'BEARER  ']) {
    const { status, body } = await post(url, whoAmI, { authorization: `${scheme} ${token}` })
    expect([status, body]).toEqual([200, { data: { viewer: { name: 'ada' } } }])
  }
})

test.each(Object.entries(oddTokens))('a token %s is refused on every way in', async (_, token) => {
  expect(await answers(url, `Bearer ${token}`)).toEqual(refusal)
  const headers = { cookie: `${AUTH_COOKIE}=${encodeURIComponent(token)}`, origin: url }
  expect(await post(url, whoAmI, headers)).toMatchObject({ status: 401, body: refusal.body })
})

test.each([
  ['nothing', () => ''],
  ['no scheme', (token: string) => token],
  ['another scheme', (token: string) => `Basic ${token}`],
  ['a scheme and no token', () => 'Bearer'],
  ['two tokens', (token: string) => `Bearer ${token} ${token}`],
  ['two credentials', (token: string) => `Bearer ${token}, Bearer ${token}`],
  ['a token in quotes', (token: string) => `Bearer "${token}"`],
  ['a colon after the scheme', (token: string) => `Bearer: ${token}`],
])('an Authorization header with %s is refused, whatever the cookie', async (_, make) => {
  const token = await tokenOf('ada')
  expect(await answers(url, make(token))).toEqual(refusal)
  const headers = { authorization: make(token), cookie: `${AUTH_COOKIE}=${token}`, origin: url }
  expect(await post(url, whoAmI, headers)).toMatchObject({ status: 401, body: refusal.body })
})

test('of two Authorization headers neither is taken', async () => {
  const { authorization } = await bearer('ada')
  const status = await new Promise((resolve, reject) => {
    const headers = { accept: 'application/json', authorization: [authorization, authorization] }
    const path = `${url}/graphql?query={viewer{name}}`
    request(path, { headers: headers as never }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(401)
})

test.each([
  ['null', null],
  ['a number', 7],
  ['an object', {}],
  ['a list', [[]]],
])('an authorization in connection_init that is %s is closed with 4403', async (_, authorization) => {
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', payload: { authorization } })
  expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' })
})

test('a token of 2 MiB in connection_init is closed with 4403', async () => {
  const socket = await openSocket(url)
  const authorization = `Bearer ${oddTokens['not signed']}.${'A'.repeat(2_000_000)}`
  socket.send({ type: 'connection_init', payload: { authorization } })
  expect((await socket.closed).code).toBe(4403)
})

describe('with keys of an issuer', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string
  const [key, other] = [await makeKey(), await makeKey()]
  const origin = await issuer(offering(key))
  const byPem = await testServer({ AUTH_JWT_PUBLIC_KEY: pem }, database)
  const byUrl = await testServer(
    { AUTH_JWKS_URL: origin.url, AUTH_ISSUER: 'us', AUTH_AUDIENCE: 'here' },
    database,
  )
  const claims = { iss: 'us', aud: 'here' }

  test('its tokens are taken on every way in', async () => {
    const authorization = `Bearer ${await key.sign(claims)}`
    expect((await post(byUrl.url, whoAmI, { authorization })).body).toEqual({
      data: { viewer: { name: 'ada' } },
    })
    const stream = await openStream(byUrl.url, whoAmI, { headers: { authorization } })
    expect(await stream.next()).toEqual({ data: { viewer: { name: 'ada' } } })
    const socket = await openSocket(byUrl.url)
    socket.send({ type: 'connection_init', payload: { authorization } })
    expect(await socket.next()).toEqual({ type: 'connection_ack' })
    socket.raw.close()
  })

  test('a socket and a stream last as long as its token', async () => {
    const exp = Math.ceil(Date.now() / 1000) + 3
    const authorization = `Bearer ${await key.sign({ ...claims, exp })}`
    const query = 'subscription { conversationListEvents { __typename } }'
    const stream = await openStream(byUrl.url, { query }, { headers: { authorization } })
    const socket = await openSocket(byUrl.url)
    socket.send({ type: 'connection_init', payload: { authorization } })
    expect(await socket.next()).toEqual({ type: 'connection_ack' })
    expect(await stream.ended).toBe('broken')
    expect((await socket.closed).code).toBe(4403)
  })

  test.each<[string, () => Promise<string> | string]>([
    ['without an issuer', () => key.sign({ aud: 'here' })],
    ['of another issuer', () => key.sign({ iss: 'them', aud: 'here' })],
    ['without an audience', () => key.sign({ iss: 'us' })],
    ['for another audience', () => key.sign({ iss: 'us', aud: ['there'] })],
    ['that names another key', () => key.sign(claims, { kid: 'x' })],
    ['that names the key and is of another', () => other.sign(claims, JSON.parse(JSON.stringify(key.jwk)))],
    ['that brings its own key', () => other.sign(claims, { kid: undefined, jwk: other.jwk })],
    [
      'signed with a public key as the secret',
      () =>
        forge(
          { alg: 'HS256' },
          { sub: 'ada', exp: inOneHour(), ...claims },
          Buffer.from(JSON.stringify(key.jwk)),
        ),
    ],
    ['of this server’s own secret', () => tokenOf('ada')],
  ])('a token %s is refused on every way in', async (_, make) => {
    expect(await answers(byUrl.url, `Bearer ${await make()}`)).toEqual(refusal)
  })

  test('an HS256 token signed with the public key is refused on every way in', async () => {
    for (const secret of [pem, pem.trim()]) {
      const token = forge({ alg: 'HS256' }, { sub: 'ada', exp: inOneHour() }, Buffer.from(secret))
      expect(await answers(byPem.url, `Bearer ${token}`)).toEqual(refusal)
    }
  })

  test('while it cannot be reached, that is said on every way in, and the server is well', async () => {
    const absent = await issuer((_, response) => response.destroy())
    const server = await testServer({ AUTH_JWKS_URL: absent.url }, database)
    const { status, body, stream, code } = await answers(server.url, `Bearer ${await key.sign()}`)
    expect({ status, stream, code }).toEqual({ status: 503, stream: 503, code: 1013 })
    expect(body.errors[0].extensions.code).toBe('SERVICE_UNAVAILABLE')
    const { headers } = await post(server.url, whoAmI, { authorization: `Bearer ${await key.sign()}` })
    expect(headers.get('retry-after')).toBe('5')
    // What is no token of anybody's needs no key to be refused.
    expect(await answers(server.url, 'Bearer x')).toEqual(refusal)
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200)
  })
})
