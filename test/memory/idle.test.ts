import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMessage } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { memoryOf } from '../ws/process.ts'
import { type Socket, subscribe, userSocket } from '../ws/socket.ts'
import { conversationsOf } from './conversations.ts'
import { type Measured, MIB, measuredProcess } from './measured.ts'

const SUBSCRIPTIONS = 10_000
const CONVERSATIONS = 2_000
const AT_ONCE = 50
const MINUTES = 60_000

/** Of this process and of the server: one for each socket, and some to spare. */
const files = Number(/Max open files\s+\d+\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1])
const hasFiles = !(files < SUBSCRIPTIONS + 1_000)
if (!hasFiles && process.env.CI)
  throw new Error(`ulimit -Hn is ${files}: too few for ${SUBSCRIPTIONS} sockets.`)

const start = measuredProcess()
let server: Measured
let ada: Client
beforeAll(async () => {
  server = await start()
  ada = await clientOf(server.serving.url)
}, 2 * MINUTES)
afterAll(() => void server.serving.process.kill('SIGKILL'))

const EVENTS = `subscription ($id: ID!) {
  conversationEvents(conversationId: $id) { __typename ... on MessageAdded { message { content } } }
}`

test.runIf(hasFiles)(
  `${SUBSCRIPTIONS} idle subscriptions take 40 KiB each at most, hear of what happens, and leave nothing behind`,
  async () => {
    const ids = await conversationsOf(ada, CONVERSATIONS)
    const watch = (index: number) => watching(ids[index % ids.length] as string)
    await leave(await openAll(AT_ONCE * 4, watch))
    const before = { inUse: await server.inUse(), resident: await memoryOf(server.serving) }

    const sockets = await openAll(SUBSCRIPTIONS, watch)
    const taken = {
      inUse: (await server.inUse()) - before.inUse,
      resident: (await memoryOf(server.serving)) - before.resident,
    }
    expect(taken.inUse / SUBSCRIPTIONS).toBeLessThan(40 * 1024)
    expect(taken.resident / SUBSCRIPTIONS).toBeLessThan(40 * 1024)

    const last = sockets.slice(-CONVERSATIONS / 100)
    const heard = last.map(async (socket) => (await socket.next()).payload.data.conversationEvents.__typename)
    for (const id of ids.slice(-last.length)) await addMessage(ada, { conversationId: id })
    expect(await Promise.all(heard)).toEqual(last.map(() => 'MessageAdded'))
    expect(sockets.filter(({ raw }) => raw.readyState !== raw.OPEN)).toEqual([])

    await leave(sockets)
    expect((await server.inUse()) - before.inUse).toBeLessThan(8 * MIB)
  },
  10 * MINUTES,
)

/** A socket whose one subscription is under way. */
async function watching(id: string): Promise<Socket> {
  const socket = await userSocket(server.serving.url, ada.name, 10 * MINUTES)
  socket.send(subscribe('1', EVENTS, { id }))
  // What watches nothing, or waits to, is answered before this.
  socket.send({ type: 'ping' })
  expect(await socket.next()).toEqual({ type: 'pong' })
  return socket
}

async function openAll(count: number, open: (index: number) => Promise<Socket>): Promise<Socket[]> {
  const sockets: Socket[] = []
  while (sockets.length < count)
    sockets.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => open(sockets.length + i)))))
  return sockets
}

/** As clients leave that lose their connection. */
async function leave(sockets: Socket[]): Promise<void> {
  for (const { raw } of sockets) raw.terminate()
  await Promise.all(sockets.map(({ closed }) => closed))
}
