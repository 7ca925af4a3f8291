import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket as TcpSocket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { locking } from '../support/locking.ts'
import { testServer } from '../support/server.ts'
import { complete, openSocket, PROTOCOL, type Socket, subscribe, userSocket } from './socket.ts'

const { url, database } = await testServer()
const { port } = new URL(url)
const ada = await clientOf(url)
const VIEWER = '{ viewer { name } }'
const MIB = 1024 * 1024

const RENAME =
  'mutation ($id: ID!) { renameConversation(input: { conversationId: $id, title: "x" }) { __typename } }'
const tooMany = {
  message: 'A socket carries at most 100 operations at a time.',
  extensions: { code: 'RATE_LIMITED', requestId: expect.any(String) },
}
const EVENTS = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) { __typename }
}`

test('a frame may have 2 MiB; a larger one is closed with 1009', async () => {
  const frameOf = (bytes: number) => {
    const frame = (filler: string) => JSON.stringify(subscribe('1', VIEWER, { filler }))
    return frame('x'.repeat(bytes - frame('').length))
  }
  const socket = await userSocket(url, ada.name)
  socket.send(frameOf(2 * MIB))
  expect(await socket.next()).toMatchObject({ id: '1', type: 'next' })
  await socket.next()
  socket.send(frameOf(2 * MIB + 1))
  expect((await socket.closed).code).toBe(1009)
})

test('whoever has not said who they are may send 64 KiB in a frame', async () => {
  const socket = await openSocket(url)
  socket.send(JSON.stringify({ type: 'ping', payload: { filler: 'x'.repeat(64 * 1024) } }))
  expect((await socket.closed).code).toBe(4403)
})

test('a message that is nested without end is not valid', async () => {
  const socket = await openSocket(url)
  socket.send(`{"type":"ping","payload":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`)
  expect(await socket.closed).toMatchObject({ code: 4400, reason: 'Invalid message received' })
})

test('a subscription has variables of 64 KiB at most, for it keeps them', async () => {
  const { id } = await createConversation(ada)
  const socket = await userSocket(url, ada.name)
  socket.send(subscribe('1', EVENTS, { id, other: 'x'.repeat(64 * 1024) }))
  expect(await socket.next()).toMatchObject({
    type: 'error',
    payload: [
      {
        message: 'The variables of a subscription may have 64 KiB at most.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  })
})

test('what clients do wrong fills no log', async () => {
  const said = (['error', 'warn', 'log'] as const).map((name) => vi.spyOn(console, name))
  onTestFinished(() => void vi.restoreAllMocks())
  for (const wrong of ['x'.repeat(2 * MIB + 1), 'nonsense', '{"type":"next","id":"1","payload":{}}']) {
    const socket = await openSocket(url)
    socket.send(wrong)
    await socket.closed
  }
  await (await openSocket(url, [])).closed
  expect(said.flatMap(({ mock }) => mock.calls)).toEqual([])
})

test('text that is no UTF-8 is closed with 1007', async () => {
  const socket = await userSocket(url, ada.name)
  socket.raw.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false })
  expect((await socket.closed).code).toBe(1007)
})

test('compression is not offered', async () => {
  const socket = await openSocket(url)
  expect(socket.raw.extensions).toBe('')
  socket.raw.close()
})

test('a socket carries 100 operations at a time; the next is refused, and the others go on', async () => {
  const { id } = await createConversation(ada)
  const cursor = 'query ($id: ID!) { conversation(id: $id) { eventCursor } }'
  const after = (await ada.data(cursor, { id })).conversation.eventCursor
  const socket = await userSocket(url, ada.name)
  for (let index = 0; index < 100; index++) socket.send(subscribe(`${index}`, EVENTS, { id, after }))
  socket.send(subscribe('too many', VIEWER))
  expect(await socket.next()).toEqual({ id: 'too many', type: 'error', payload: [tooMany] })
  socket.send(complete('0'))
  await expect.poll(() => answerTo(socket, VIEWER)).toBe('next')
  await ada.data(RENAME, { id })
  const heard = []
  while (heard.length < 99) heard.push((await socket.next()).id)
  expect(new Set(heard).size).toBe(99)
})

test('operations that were given up count for as long as they run', async () => {
  const { id } = await createConversation(ada)
  const socket = await userSocket(url, ada.name)
  const locked = await locking(database, id)
  for (let index = 0; index < 100; index++) {
    socket.send(subscribe(`${index}`, RENAME, { id }))
    socket.send(complete(`${index}`))
  }
  socket.send(subscribe('last', VIEWER))
  expect(await socket.next()).toMatchObject({ id: 'last', type: 'error', payload: [tooMany] })
  await locked.release()
  await expect.poll(() => answerTo(socket, VIEWER)).toBe('next')
})

/** Of what type it is. */
async function answerTo(socket: Socket, query: string): Promise<string> {
  socket.send(subscribe('again', query))
  const { type } = await socket.next()
  if (type === 'next') await socket.next()
  return type
}

test('an upgrade on another path is 404, and closes', async () => {
  for (const path of ['/', '/graphql/', '/graphqlx', '/health/live', '//graphql', '*']) {
    const { status, ended } = await upgrade(path)
    expect([path, status]).toEqual([path, 404])
    await ended
  }
})

test('the query string of an upgrade matters to nobody', async () => {
  const { status } = await upgrade('/graphql?token=x')
  expect(status).toBe(101)
})

test.each([
  ['to something else', { upgrade: 'h2c' }, 400],
  ['without a key', { 'sec-websocket-key': undefined }, 400],
  ['with a key that is none', { 'sec-websocket-key': 'x' }, 400],
  ['of a version that is none', { 'sec-websocket-version': '1' }, 400],
])('an upgrade %s is refused', async (_, headers, expected) => {
  const { status } = await upgrade('/graphql', headers)
  expect(status).toBe(expected)
})

test('clients that reset the connection in the middle of anything end nothing', async () => {
  const first = [
    'GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 5\r\n\r\nhello',
    'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    'GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  ]
  for (const text of first) {
    for (const rest of ['', '\x81', '\xff'.repeat(64)]) {
      const tcp = await tcpSocket()
      tcp.write(Buffer.from(text + rest, 'latin1'))
      await Promise.race([once(tcp, 'data'), once(tcp, 'close')])
      tcp.resetAndDestroy()
    }
    const hasty = await tcpSocket()
    hasty.write(text)
    hasty.resetAndDestroy()
  }
  expect((await ada.data(VIEWER)).viewer.name).toBe(ada.name)
})

async function tcpSocket(): Promise<TcpSocket> {
  const tcp = connect(Number(port), '127.0.0.1')
  tcp.on('error', () => {})
  await once(tcp, 'connect')
  return tcp
}

function upgrade(path: string, changed: Record<string, string | undefined> = {}) {
  const all = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-protocol': PROTOCOL,
    ...changed,
  }
  const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return new Promise<{ status: number; ended: Promise<unknown> }>((resolve, reject) => {
    const outgoing = request({ port, path, headers: headers as Record<string, string> })
    const answered = ({ statusCode = 0, socket }: { statusCode?: number; socket: TcpSocket }) => {
      resolve({ status: statusCode, ended: once(socket, 'close') })
      if (statusCode === 101) socket.destroy()
    }
    outgoing.on('response', answered).on('upgrade', answered).on('error', reject).end()
  })
}
