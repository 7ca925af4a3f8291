// What it costs to tell many of a message: deliveries a second, and CPU time per delivery, for 1,000 WebSockets that
// watch one conversation and for 1,000 that watch one each.
//
//     npm run build
//     DATABASE_URL=postgresql://… node bench/fanout.mjs [sockets] [messages]
//
// Starts the built server on that database, which it migrates and fills: give it one of its own, on this machine if
// PostgreSQL's CPU time is to be counted. CPU times are read from /proc, so on Linux. The clients run in this process
// and share the machine with the server: deliveries a second depend on the number of cores, CPU per delivery hardly.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { WebSocket } from 'ws'
import { signToken } from '../dist/platform/auth/token.js'

const [sockets = 1_000, messages = 100] = process.argv.slice(2).map(Number)
const { DATABASE_URL, PATH } = process.env
if (!DATABASE_URL) throw new Error('DATABASE_URL: must be set')

const SECRET = 'a secret of the benchmark, long enough for HS256'
const AT_ONCE = 8
const MS_PER_TICK = 10

const env = { PATH, DATABASE_URL, PORT: '0', AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'error' }
execFileSync(process.execPath, ['dist/main.js', 'migrate'], { env })
const server = spawn(process.execPath, ['dist/main.js', 'serve'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
process.once('exit', () => server.kill())
const url = await new Promise((resolve) => {
  createInterface(server.stdout).on('line', (line) => {
    const [found] = /http:\S+\/graphql/.exec(line) ?? []
    if (found) resolve(found)
  })
})
const database = new pg.Client(DATABASE_URL)
await database.connect()

await measure('on one conversation', 1)
await measure('on one conversation each', sockets)
await database.end()
server.kill()

async function measure(title, count) {
  const conversations = await concurrently(count, openConversation)
  let received = 0
  const clients = await concurrently(sockets, (n) => watch(conversations[n % count], () => received++))
  const perMessage = sockets / count
  const add = async (number) => {
    const expected = received + number * perMessage
    await concurrently(number, (n) => addMessage(conversations[n % count], n))
    while (received < expected) await setTimeout(5)
  }
  // Nothing is measured that is done for the first time.
  await add(Math.max(count, 10))

  const before = await cpuTimes()
  const start = performance.now()
  await add(Math.max(count, messages))
  const seconds = (performance.now() - start) / 1_000
  const after = await cpuTimes()

  const deliveries = Math.max(count, messages) * perMessage
  const perDelivery = (name) => `${((after[name] - before[name]) / deliveries).toFixed(3)} ms`
  console.log(
    `${sockets} sockets ${title}: ${deliveries} deliveries in ${seconds.toFixed(1)} s,`,
    `${Math.round(deliveries / seconds)} a second;`,
    `CPU per delivery: server ${perDelivery('server')}, PostgreSQL ${perDelivery('postgres')}`,
  )
  for (const client of clients) client.terminate()
}

/** A conversation of a user of its own. */
async function openConversation() {
  const authorization = `Bearer ${await signToken(new TextEncoder().encode(SECRET), crypto.randomUUID(), 3_600_000)}`
  const { createConversation } = await send(
    authorization,
    'mutation { createConversation(input: {}) { ... on CreateConversationPayload { conversation { id eventCursor } } } }',
  )
  return { authorization, ...createConversation.conversation }
}

function addMessage({ authorization, id }, n) {
  return send(
    authorization,
    'mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }',
    {
      input: {
        conversationId: id,
        role: 'USER',
        content: `Message ${n}, as long as those that people write.`,
      },
    },
  )
}

async function send(authorization, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

async function watch({ authorization, id, eventCursor: after }, onDelivery) {
  const query = `subscription ($id: ID!, $after: String) { conversationEvents(conversationId: $id, after: $after) {
    ... on Event { cursor } ... on MessageAdded { message { id role content createdAt } } } }`
  const client = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
  await once(client, 'open')
  client.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }))
  await once(client, 'message')
  client.on('message', (frame) => {
    if (frame.includes('"type":"next"')) onDelivery()
    else throw new Error(String(frame))
  })
  client.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { id, after } } }))
  return client
}

/** Does something `count` times, some of them at once. */
async function concurrently(count, work) {
  const results = []
  let next = 0
  const worker = async () => {
    for (let n = next++; n < count; n = next++) results[n] = await work(n)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/** In milliseconds, of the server and of its connections in PostgreSQL. */
async function cpuTimes() {
  const { rows } = await database.query('SELECT pid FROM pg_stat_activity WHERE datname = current_database()')
  const postgres = rows.map(({ pid }) => cpuTime(pid)).reduce((sum, time) => sum + time, 0)
  return { server: cpuTime(server.pid), postgres }
}

function cpuTime(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13)
  return (Number(user) + Number(system)) * MS_PER_TICK
}
