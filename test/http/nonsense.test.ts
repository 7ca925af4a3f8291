import { METHODS } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { clientOf } from '../support/client.ts'
import { bearer, testServer } from '../support/server.ts'
import { openRaw } from './raw.ts'

const { url } = await testServer()
const { authorization } = await bearer('ada')
const ada = await clientOf(url, 'ada')

// Whatever was said before, the next one is answered.
afterEach(async () => {
  expect(await ada.data('{ viewer { name } }')).toEqual({ viewer: { name: 'ada' } })
})

const HEAD = `Host: x\r\nAuthorization: ${authorization}\r\n`
const JSON_HEAD = `POST /graphql HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\n`
const CHUNKED = `${JSON_HEAD}Transfer-Encoding: chunked\r\n`
const BODY = '{"query":"{ viewer { name } }"}'
const get = (headers: string) => `GET /graphql?query={viewer{name}} HTTP/1.1\r\n${headers}\r\n`
const of = (head: string) => get(`${HEAD}${head}`)

test('what the nonsense is made of is answered when it makes sense', async () => {
  const sensible = [
    of('Accept: application/json\r\n'),
    get(`Authorization: ${authorization}\r\nHost: [::1]:4000\r\n`),
    get(`Authorization: ${authorization}\r\nHost: my_host.example:4000\r\n`),
    `GET /graphql?query={viewer{name}} HTTP/1.0\r\nAuthorization: ${authorization}\r\n\r\n`,
    `${JSON_HEAD}Content-Length: ${BODY.length}\r\n\r\n${BODY}`,
    `${CHUNKED}\r\n${BODY.length.toString(16)};x=y\r\n${BODY}\r\n0\r\n\r\n`,
  ]
  for (const request of sensible) {
    const raw = await openRaw(url)
    raw.socket.write(request)
    expect([request, await raw.status()]).toEqual([request, 200])
    raw.socket.destroy()
  }
})

describe.each<[string, string[]]>([
  [
    'a bad Host',
    [
      '',
      'Host:\r\n',
      'Host: a b\r\n',
      'Host: x/y\r\n',
      'Host: x\r\nHost: y\r\n',
      'Host: x, y\r\n',
      'Host: x:port\r\n',
      'Host: http://x\r\n',
      'Host: [::1\r\n',
      'Host: u@x\r\n',
      'Host: \xff\r\n',
      `Host: ${'x'.repeat(17_000)}\r\n`,
    ].map((host) => get(`${host}Authorization: ${authorization}\r\n`)),
  ],
  [
    'more than one length, or none that is',
    [
      `${CHUNKED}Content-Length: ${BODY.length}\r\n\r\n0\r\n\r\n`,
      `${JSON_HEAD}Content-Length: ${BODY.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${JSON_HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`,
      `${JSON_HEAD}Content-Length: 5, 6\r\n\r\nhello!`,
      ...['-1', '+5', '0x5', '5 5', '1e1', 'five', '', '9'.repeat(30)].map(
        (n) => `${JSON_HEAD}Content-Length: ${n}\r\n\r\nhello`,
      ),
      ...['xchunked', 'chunked, identity', 'identity', 'chunked, chunked', 'gzip'].map(
        (coding) => `${JSON_HEAD}Transfer-Encoding: ${coding}\r\n\r\n0\r\n\r\n`,
      ),
    ],
  ],
  [
    'an absurd method',
    ['BREW', 'get', 'X'.repeat(20_000), '', '\0', 'GET\0', 'G E T', '{}', '\x16\x03\x01'].map(
      (method) => `${method} /graphql?query={viewer{name}} HTTP/1.1\r\n${HEAD}\r\n`,
    ),
  ],
  [
    'giant headers',
    [
      of(`X: ${'x'.repeat(17_000)}\r\n`),
      of(`${'x'.repeat(17_000)}: x\r\n`),
      of('X: x\r\n'.repeat(10_000)),
      of(`Cookie: ${'a=b; '.repeat(10_000)}\r\n`),
      `GET /graphql?${'x'.repeat(20_000)} HTTP/1.1\r\n${HEAD}\r\n`,
    ],
  ],
  [
    'bad chunks',
    [
      'zz\r\nhello\r\n0\r\n\r\n',
      '-1\r\nhello\r\n',
      '5\r\nhello0\r\n\r\n',
      '5hello\r\n',
      `${'f'.repeat(17)}\r\nhello`,
      `5;${'x'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
      '0x5\r\nhello\r\n0\r\n\r\n',
      '\r\n\r\n',
    ].map((chunks) => `${CHUNKED}\r\n${chunks}`),
  ],
  ['trailers without end', [`${CHUNKED}\r\n0\r\n${'X: x\r\n'.repeat(10_000)}\r\n`]],
  [
    'headers that are none',
    [
      of('no colon\r\n'),
      of(': no name\r\n'),
      of('X : space\r\n'),
      of(' X: folded\r\n'),
      of('X\x0b: y\r\n'),
      of('Ü: x\r\n'),
      of('(x): y\r\n'),
      of('X: y\rZ: 1\r\n'),
    ],
  ],
  ['NUL', [of('X: a\0b\r\n'), of('X\0: a\r\n'), `GET /\0 HTTP/1.1\r\n${HEAD}\r\n`, '\0'.repeat(1_000)]],
  [
    'another version, or another protocol',
    [
      'GET /graphql\r\n\r\n',
      'GET /graphql HTTP/0.9\r\n\r\n',
      `GET /graphql HTTP/9.9\r\n${HEAD}\r\n`,
      `GET /graphql HTTP/1.1.1\r\n${HEAD}\r\n`,
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'SSH-2.0-OpenSSH_9.6\r\n',
      'EHLO x\r\n',
    ],
  ],
  [
    'a target that is no path of ours',
    [
      'graphql',
      '?query={viewer{name}}',
      '*',
      'http://',
      'http://[',
      `${url}/graphql?query={viewer{name}}`,
      '//graphql',
      '/../graphql',
      '/graphql\\',
      '/%67raphql',
      '/graphql/',
      'x:4000',
      '/\xff',
      '/a b',
    ].map((target) => `GET ${target} HTTP/1.1\r\n${HEAD}\r\n`),
  ],
  [
    'an upgrade, or a tunnel, to nowhere',
    [
      `CONNECT elsewhere.example:443 HTTP/1.1\r\n${HEAD}\r\n`,
      `CONNECT /graphql HTTP/1.1\r\n${HEAD}\r\n`,
      of('Connection: Upgrade\r\nUpgrade: nonsense\r\n'),
      of('Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n'),
      of('Connection: Upgrade\r\nUpgrade: websocket\r\n'),
      of(
        'Connection: Upgrade\r\nUpgrade: websocket\r\nHost: y\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
      ),
      of('Expect: nonsense\r\n'),
    ],
  ],
])('%s', (_, requests) => {
  test.each(
    requests.map((request) => [
      JSON.stringify(request.replaceAll(authorization, '…')).slice(0, 120),
      request,
    ]),
  )('%s', async (_, request) => {
    const raw = await openRaw(url)
    raw.socket.write(Buffer.from(request, 'latin1'))
    const status = await raw.status()
    expect(status ?? 400, raw.said()).toBeGreaterThanOrEqual(400)
    expect(status ?? 400, raw.said()).toBeLessThan(500)
    raw.socket.destroy()
  })
})

test('nonsense after a request is refused, and the connection closed', async () => {
  const raw = await openRaw(url)
  raw.socket.write(`${of('')}nonsense\r\n\r\n`)
  const statuses = (await raw.closed).match(/^HTTP\/1\.1 \d+/gm)
  expect(statuses).toEqual(['HTTP/1.1 400'])
})

test.each(METHODS.filter((method) => !['GET', 'HEAD', 'POST', 'CONNECT'].includes(method)))(
  'the method %s is refused',
  async (method) => {
    for (const head of [HEAD, 'Host: x\r\n']) {
      const raw = await openRaw(url)
      raw.socket.write(`${method} /graphql?query={viewer{name}} HTTP/1.1\r\n${head}Content-Length: 0\r\n\r\n`)
      expect([method, await raw.status()]).toEqual([
        method,
        expect.toSatisfy((code) => code >= 400 && code < 500),
      ])
      raw.socket.destroy()
    }
  },
)
