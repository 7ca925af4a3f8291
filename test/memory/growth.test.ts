import { afterAll, beforeAll, expect, test } from 'vitest'
import { upload } from '../features/file/uploads.ts'
import { addMessage, createConversation, done } from '../features/fixtures.ts'
import { append, finish, openStream as openMessage } from '../features/message/streams.ts'
import { openStream } from '../sse/stream.ts'
import { type Client, clientOf } from '../support/client.ts'
import { bearer } from '../support/server.ts'
import { subscribe, userSocket } from '../ws/socket.ts'
import { type Measured, MIB, measuredProcess } from './measured.ts'

/** What is done over and over leaves no more behind than the first time. */

const QUERIES = 20_000
const STREAMS = 1_000
/** For how long everything is done at once: MEMORY_MINUTES=60 for an hour. */
const LOAD_MS = Number(process.env.MEMORY_MINUTES || 1 / 6) * 60_000
const MINUTES = 60_000

const start = measuredProcess()
let server: Measured
let ada: Client
let headers: { authorization: string }
beforeAll(async () => {
  server = await start()
  ada = await clientOf(server.serving.url)
  headers = await bearer(ada.name, LOAD_MS + 60 * MINUTES)
}, 2 * MINUTES)
afterAll(() => void server.serving.process.kill('SIGKILL'))

/** Does so much of it to fill the caches, then all of it; answers with what that has added. */
async function growth(warmUp: number, count: number, work: (index: number) => Promise<unknown>) {
  await inTurn(0, warmUp, work)
  const before = await server.inUse()
  await inTurn(warmUp, warmUp + count, work)
  return (await server.inUse()) - before
}

async function inTurn(from: number, to: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = from
  const worker = async () => {
    while (next < to) await work(next++)
  }
  await Promise.all(Array.from({ length: 10 }, worker))
}

/** Every sixth does not parse, the next is not of the schema, and some are statements that the database has not met. */
function queryOf(index: number): string {
  const query = `query Q${index} { viewer { name a${index}: __typename`
  if (index % 6 === 0) return `${query} }`
  if (index % 6 === 1) return `${query} no${index} } }`
  if (index % 40 === 2) return `${query} } conversations(first: 1) { nodes { ${someColumns(index)} } } }`
  return `${query} } }`
}

const columns =
  'id externalId title state isPinned agentId mode metadata createdAt updatedAt version messageCount'

/** Which, is the binary number. */
const someColumns = (number: number) =>
  columns
    .split(' ')
    .filter((_, index) => ((number + 1) >> index) & 1)
    .join(' ')

test(`${QUERIES} distinct queries, a third of them wrong`, { timeout: 10 * MINUTES }, async () => {
  const grown = await growth(3_000, QUERIES, (index) => ada.send(queryOf(index)))
  expect(grown).toBeLessThan(8 * MIB)
})

const EVENTS = `subscription ($id: ID!) { conversationEvents(conversationId: $id) { ... on Event { cursor } } }`

test(`${STREAMS} event streams that are broken off`, { timeout: 10 * MINUTES }, async () => {
  const { id } = await createConversation(ada)
  const grown = await growth(100, STREAMS, async () => {
    const operation = { query: EVENTS, variables: { id } }
    const { status, ended, close } = await openStream(server.serving.url, operation, { headers })
    expect(status).toBe(200)
    close()
    await ended
  })
  expect(grown).toBeLessThan(4 * MIB)
})

test('all that an app does, at once', { timeout: 2 * LOAD_MS + 10 * MINUTES }, async () => {
  await load(5_000)
  const before = await server.inUse()
  await load(LOAD_MS)
  expect((await server.inUse()) - before).toBeLessThan(16 * MIB)
})

async function load(forMs: number): Promise<void> {
  const end = Date.now() + forMs
  const worker = async () => {
    while (Date.now() < end) await chat(await clientOf(server.serving.url))
  }
  await Promise.all([worker(), worker(), worker(), worker(), worker(), worker()])
}

/** What one user may do in an evening. */
async function chat(user: Client): Promise<void> {
  const { conversationId, id } = await openMessage(user)
  const socket = await userSocket(server.serving.url, user.name)
  socket.send(subscribe('1', EVENTS, { id: conversationId }))
  const stream = await openStream(
    server.serving.url,
    { query: EVENTS, variables: { id: conversationId } },
    { headers: await bearer(user.name) },
  )
  for (let offset = 0; offset < 30; offset += 10) await append(user, id, 0, offset, '0123456789')
  await finish(user, id)
  const file = await upload(user, 'some bytes')
  await addMessage(user, { conversationId, fileIds: [file.id] })
  await done(user, 'renameConversation', { conversationId, title: 'Evening' })
  await user.data('{ conversations { totalCount nodes { title messages(last: 5) { nodes { content } } } } }')
  await socket.next()
  await stream.next()
  await done(user, 'deleteConversation', { conversationId }, 'deletedConversationId')
  socket.raw.close()
  stream.close()
}
