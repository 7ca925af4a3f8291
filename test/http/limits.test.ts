import { request } from 'node:http'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bearer, post, testServer } from '../support/server.ts'
import { openRaw } from './raw.ts'

const { url } = await testServer()
const KIB = 1024

/** An operation of exactly so many bytes. */
const operationOf = (bytes: number) => {
  const empty = JSON.stringify({ query: '{ __typename }', variables: { filler: '' } })
  return { query: '{ __typename }', variables: { filler: 'x'.repeat(bytes - empty.length) } }
}

test('a stranger may send 64 KiB', async () => {
  expect((await post(url, operationOf(64 * KIB))).body).toEqual({ data: { __typename: 'Query' } })
  expectTooLarge(await post(url, operationOf(64 * KIB + 1)))
})

test('a user may send 16 MiB', async () => {
  const headers = await bearer('ada')
  expect((await post(url, operationOf(16 * KIB * KIB), headers)).body).toEqual({
    data: { __typename: 'Query' },
  })
  expectTooLarge(await post(url, operationOf(16 * KIB * KIB + 1), headers))
})

const variablesOf = (count: number) =>
  `{"query":"{ __typename }","variables":{"a":[${'0,'.repeat(count - 1)}0]}}`

test.each([
  // Of which the body has some itself.
  ['200,000 values', variablesOf(199_995), variablesOf(200_001)],
  [
    '100 levels',
    `{"query":"{ __typename }","extensions":{"a":${'['.repeat(98)}${']'.repeat(98)}}}`,
    `{"query":"{ __typename }","extensions":{"a":${'['.repeat(99)}${']'.repeat(99)}}}`,
  ],
])('JSON may have %s', async (_, within, beyond) => {
  const headers = { ...(await bearer('ada')), 'content-type': 'application/json' }
  const send = (body: string) => fetch(`${url}/graphql`, { method: 'POST', headers, body })
  expect(await (await send(within)).json()).toEqual({ data: { __typename: 'Query' } })
  const refused = await send(beyond)
  expect(refused.status).toBe(400)
  expect((await refused.json()).errors[0]).toMatchObject({
    message: expect.stringMatching(/^JSON may have/),
    extensions: { code: 'BAD_USER_INPUT' },
  })
})

test('what stands in a text is none of them', async () => {
  const text = '"[{,\\"'.repeat(100_000)
  const { body } = await post(
    url,
    { query: '{ __typename }', variables: { text, more: '\\', last: ',' } },
    await bearer('ada'),
  )
  expect(body).toEqual({ data: { __typename: 'Query' } })
})

test('of one user so many bodies find room at a time, and room comes back', async () => {
  const { authorization } = await bearer('grace')
  const body = Buffer.from(JSON.stringify(operationOf(16 * KIB * KIB - 1)))
  const sending = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const raw = await openRaw(url)
      raw.socket.write(
        `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
      )
      // All but its end.
      raw.socket.write(body.subarray(0, -1))
      return raw
    }),
  )
  await Promise.race(sending.map((raw) => raw.status()))
  const refused = sending.filter((raw) => raw.said())
  expect(refused[0]?.said()).toMatch(/^HTTP\/1.1 503 .*SERVICE_UNAVAILABLE/s)
  expect((await post(url, operationOf(65 * KIB), await bearer('ada'))).status).toBe(200)
  expect((await post(url, operationOf(1 * KIB), { authorization })).status).toBe(200)
  for (const raw of sending) if (!refused.includes(raw)) raw.socket.write(body.subarray(-1))
  const statuses = await Promise.all(sending.map((raw) => raw.status()))
  expect(statuses).toContain(200)
  expect((await post(url, operationOf(16 * KIB * KIB), { authorization })).status).toBe(200)
})

test('a body that does not tell its length is cut off at the same limit', async () => {
  const { status, body } = await postChunks(function* () {
    for (let sent = 0; sent <= 64; sent++) yield Buffer.alloc(KIB, ' ')
  })
  expectTooLarge({ status, body })
})

test('operations in a batch are not taken', async () => {
  const { status, body } = await post(url, [{ query: '{ __typename }' }], await bearer('ada'))
  expect(status).toBe(400)
  expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
})

test('a query may come through GET, a mutation may not', async () => {
  const headers = await bearer('ada')
  const get = (query: string) => fetch(`${url}/graphql?${new URLSearchParams({ query })}`, { headers })
  expect(await (await get('{ viewer { name } }')).json()).toEqual({ data: { viewer: { name: 'ada' } } })
  const refused = await get('mutation { createSpace(input: { name: "x" }) { __typename } }')
  expect(refused.status).toBe(405)
  expect((await refused.json()).errors[0].extensions.code).toBe('BAD_USER_INPUT')
})

test('another site is given no leave to read answers', async () => {
  const headers = { ...(await bearer('ada')), origin: 'https://elsewhere.example' }
  const { headers: answered } = await post(url, { query: '{ __typename }' }, headers)
  expect([...answered.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
})

function expectTooLarge({ status, body }: { status: number; body: { errors: { extensions: object }[] } }) {
  expect(status).toBe(413)
  expect(body.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', requestId: expect.any(String) })
}

function postChunks(chunks: () => Iterable<Buffer>) {
  return new Promise<{ status: number; body: { errors: { extensions: object }[] } }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const outgoing = request(`${url}/graphql`, { method: 'POST', headers }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: JSON.parse((await response.toArray()).join('')) })
    })
    outgoing.on('error', reject)
    Readable.from(chunks()).pipe(outgoing)
  })
}

test.each([
  ['text/plain', '*/*', 415, /Content-Type/],
  ['application/json', 'text/html', 406, /Accept/],
])('a body of %s for whoever takes %s is %i, which says why', async (type, accept, status, why) => {
  const headers = { ...(await bearer('ada')), 'content-type': type, accept }
  const body = JSON.stringify({ query: '{ viewer { name } }' })
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
  expect(response.status).toBe(status)
  expect((await response.json()).errors).toEqual([
    {
      message: expect.stringMatching(why),
      extensions: { code: 'BAD_USER_INPUT', requestId: response.headers.get('x-request-id') },
    },
  ])
})

test.each(['gzip', 'br', 'deflate', 'gzip, identity', 'x'])(
  'a body packed by %s is not taken',
  async (encoding) => {
    const headers = {
      ...(await bearer('ada')),
      'content-encoding': encoding,
      'content-type': 'application/json',
    }
    const bomb = gzipSync(Buffer.alloc(10 * KIB * KIB, ' '))
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: bomb })
    expect(response.status).toBe(415)
    expect((await response.json()).errors[0].extensions.code).toBe('BAD_USER_INPUT')
  },
)
