import { expect, test } from 'vitest'
import { type EventStream, openStream } from '../sse/stream.ts'
import { clientOf } from '../support/client.ts'
import { bearer, testServer, tokenOf } from '../support/server.ts'
import { openSocket, PROTOCOL, type Socket, subscribe } from '../ws/socket.ts'

const AUTH_COOKIE = '__Host-session'
const app = 'https://app.example'
const { url, database } = await testServer({ AUTH_COOKIE, CORS_ORIGINS: app })
const without = await testServer({ CORS_ORIGINS: app }, database)
const { host } = new URL(url)
const whoAmI = { query: '{ viewer { name } }' }

const sessionOf = async (name: string) => ({
  cookie: `theme=dark; ${AUTH_COOKIE}=${await tokenOf(name)}; a=b`,
})
const session = await sessionOf('ada')

type Sent = Record<string, string>

/** What a request says of where it comes from, that a session may be used from. */
const own: [string, Sent][] = [
  ['this origin', { origin: url }],
  ['this origin, behind a proxy that ends TLS', { origin: `https://${host}` }],
  ['this origin, as the browser knows', { 'sec-fetch-site': 'same-origin' }],
  [
    'a page of this origin, behind a proxy that changes the host',
    { 'sec-fetch-site': 'same-origin', origin: 'https://outside.example' },
  ],
  ['a site that is listed', { origin: app }],
  ['a site that is listed, as the browser knows', { origin: app, 'sec-fetch-site': 'cross-site' }],
]

/** And what it may not be used from. */
const foreign: [string, Sent][] = [
  ['nowhere', {}],
  ['another site', { origin: 'https://elsewhere.example' }],
  [
    'another site, as the browser knows',
    { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  ],
  ['another site, as the browser alone says', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour', { 'sec-fetch-site': 'same-site' }],
  ['a neighbour that says so', { origin: `http://sub.${host}`, 'sec-fetch-site': 'same-site' }],
  ['another port', { origin: 'http://127.0.0.1:1' }],
  ['a page without an origin', { origin: 'null' }],
  ['an origin that is none', { origin: host }],
  ['an origin that begins like this one', { origin: `${url}.elsewhere.example` }],
  ['two origins', { origin: `${url}, https://elsewhere.example` }],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['this origin, where the browser denies it', { origin: url, 'sec-fetch-site': 'cross-site' }],
  ['a referrer alone', { referer: `${url}/graphql` }],
]

/** Whoever is found to ask, on every way in. */
async function everyWay(headers: Sent, payload?: object) {
  const search = new URLSearchParams(whoAmI)
  const socket = await openSocket(url, PROTOCOL, headers)
  socket.send({ type: 'connection_init', payload })
  return {
    get: await resultOf(await fetch(`${url}/graphql?${search}`, { headers })),
    post: await resultOf(await fetch(`${url}/graphql`, json(headers))),
    streamByGet: await firstOf(await openStream(url, whoAmI, { method: 'GET', headers })),
    streamByPost: await firstOf(await openStream(url, whoAmI, { headers })),
    socket: await whoIs(socket),
  }
}

const json = (headers: Sent) => ({
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(whoAmI),
})

async function resultOf(response: Response) {
  const { data, errors } = await response.json()
  return data?.viewer.name ?? `${response.status} ${errors[0].extensions.code}`
}

async function firstOf(stream: EventStream) {
  if (stream.status !== 200) return stream.status
  return (await stream.next()).data.viewer.name
}

async function whoIs(socket: Socket) {
  socket.send(subscribe('1', whoAmI.query))
  while (true) {
    const message = await Promise.race([socket.next().catch(() => null), socket.closed])
    if (!message || 'code' in message) return (await socket.closed).code
    if (message.type === 'next') return message.payload.data.viewer.name
  }
}

const all = (name: string) => ({ get: name, post: name, streamByGet: name, streamByPost: name, socket: name })
const refused = (status: number, code: string) => ({
  get: `${status} ${code}`,
  post: `${status} ${code}`,
  streamByGet: status,
  streamByPost: status,
  socket: 4403,
})

test.each(own)('a session may be used from %s', async (_, sent) => {
  expect(await everyWay({ ...session, ...sent })).toEqual(all('ada'))
})

test.each(foreign)('a session may not be used from %s', async (_, sent) => {
  expect(await everyWay({ ...session, ...sent })).toEqual(refused(403, 'FORBIDDEN'))
})

test.each([...own, ...foreign])(
  'a bearer token may be used from %s, and wins over a session',
  async (_, sent) => {
    const eve = await bearer('eve')
    expect(await everyWay({ ...session, ...sent, ...eve }, eve)).toEqual(all('eve'))
  },
)

test('a bearer token that is not valid wins too', async () => {
  const headers = { ...session, origin: url, authorization: 'Bearer x' }
  expect(await everyWay(headers, { authorization: 'Bearer x' })).toEqual(refused(401, 'UNAUTHENTICATED'))
})

test('nothing is written for another site, in any form that a page can send without asking', async () => {
  const ada = await clientOf(url, 'ada')
  const query = 'mutation { createSpace(input: { name: "of another site" }) { __typename } }'
  const bodies: [string, string][] = [
    ['text/plain', JSON.stringify({ query })],
    ['application/x-www-form-urlencoded', String(new URLSearchParams({ query }))],
    [
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n${query}\r\n--x--\r\n`,
    ],
    ['application/json', JSON.stringify({ query })],
  ]
  for (const [type, body] of bodies) {
    const headers = { ...session, 'content-type': type, origin: 'https://elsewhere.example' }
    expect((await fetch(`${url}/graphql`, { method: 'POST', headers, body })).status).toBe(403)
  }
  expect(JSON.stringify(await ada.data('{ spaces { nodes { name } } }'))).not.toContain('another site')
})

test('what a session is answered, or refused, stays in no cache', async () => {
  for (const sent of [{ origin: url }, {}, { origin: url, cookie: '' }] as Sent[]) {
    const { headers } = await fetch(`${url}/graphql?query={viewer{name}}`, {
      headers: { ...session, ...sent },
    })
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('a session ends with its token: sockets are closed and streams break off', async () => {
  const headers = { cookie: `${AUTH_COOKIE}=${await tokenOf('ada', 3_000)}`, origin: url }
  const query = 'subscription { conversationListEvents { __typename } }'
  const stream = await openStream(url, { query }, { headers })
  const socket = await openSocket(url, PROTOCOL, headers)
  socket.send({ type: 'connection_init' })
  expect(await socket.next()).toEqual({ type: 'connection_ack' })
  expect(await stream.ended).toBe('broken')
  expect((await socket.closed).code).toBe(4403)
  expect(await everyWay(headers)).toEqual(refused(401, 'UNAUTHENTICATED'))
})

test.each([
  ['an empty cookie', `${AUTH_COOKIE}=`],
  ['a cookie of another name', `session=${await tokenOf('ada')}`],
  ['a cookie of almost that name', `${AUTH_COOKIE.toLowerCase()}=${await tokenOf('ada')}`],
])('%s is no session', async (_, cookie) => {
  expect(await everyWay({ cookie, origin: url })).toEqual(refused(401, 'UNAUTHENTICATED'))
})

test('where no cookie is named, none is taken', async () => {
  const sent = { ...session, origin: without.url }
  expect(await resultOf(await fetch(`${without.url}/graphql`, json(sent)))).toBe('401 UNAUTHENTICATED')
})
