/**
 * Appends to many streaming messages at once: how many a second, how long each takes, how many statements it costs, and
 * how that compares with a plain `UPDATE … SET content = content || $1` for each, through a pool of as many connections.
 *
 *   npm run build && npx tertulia migrate
 *   DATABASE_URL=postgresql://… node bench/appends.mjs
 *
 * It starts the built server itself. To measure one that runs already (without statements): URL=http://… TOKEN=…
 * STREAMS (200), each in a conversation of its own; RATE in appends a second for each of them (50; 0: as fast as it goes);
 * LENGTH of the text that each has at the start (0); DURATION in seconds, for each of both (10).
 */
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { WebSocket } from 'ws'

const { DATABASE_URL, URL: url, TOKEN } = process.env
const number = (name, usual) => Number(process.env[name] ?? usual)
const streams = number('STREAMS', 200)
const rate = number('RATE', 50)
const seconds = number('DURATION', 10)
const start = 'x'.repeat(number('LENGTH', 0))
const SOCKETS = 8
const POOL = 10
const TOKEN_TEXT = 'twenty characters.. '

const server = url ? { url, token: TOKEN, statements: async () => Number.NaN, stop: () => {} } : await serve()
const ours = await measureServer()
server.stop()
report('appendToMessage', ours)
console.log(`  ${(ours.statements / ours.latencies.length).toFixed(2)} statements an append`)
if (DATABASE_URL) {
  const plain = await measurePlain()
  report('plain UPDATE', plain)
  console.log(`ratio ${(ours.perSecond / plain.perSecond).toFixed(2)}`)
}
process.exit()

async function measureServer() {
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => connect(server)))
  const ids = []
  for (let index = 0; index < streams; index++) {
    const { createConversation } = await sockets[0].send(
      'mutation { createConversation(input: {}) { ... on CreateConversationPayload { conversation { id } } } }',
    )
    const conversationId = createConversation.conversation.id
    const { addMessage } = await sockets[0].send(
      'mutation ($input: AddMessageInput!) { addMessage(input: $input) { ... on AddMessagePayload { message { id } } } }',
      { input: { conversationId, role: 'ASSISTANT', status: 'STREAMING' } },
    )
    ids.push(addMessage.message.id)
  }
  const append = (stream, offset, text) =>
    sockets[stream % SOCKETS].send(
      'mutation ($input: AppendToMessageInput!) { appendToMessage(input: $input) { __typename ... on Error { detail } } }',
      { input: { messageId: ids[stream], partIndex: 0, offset, text } },
    )
  for (const stream of ids.keys()) await append(stream, 0, start)
  const before = await server.statements()
  const measured = await run((stream, offset) => append(stream, start.length + offset, TOKEN_TEXT))
  return { ...measured, statements: (await server.statements()) - before }
}

async function measurePlain() {
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: POOL })
  const table = `bench_${randomUUID().replaceAll('-', '')}`
  await pool.query(`CREATE TABLE ${table} (id int PRIMARY KEY, content text)`)
  await pool.query(`INSERT INTO ${table} SELECT i, $1 FROM generate_series(1, ${streams}) i`, [start])
  try {
    return await run((stream) =>
      pool.query({
        name: 'append',
        text: `UPDATE ${table} SET content = content || $1 WHERE id = $2`,
        values: [TOKEN_TEXT, stream + 1],
      }),
    )
  } finally {
    await pool.query(`DROP TABLE ${table}`)
    await pool.end()
  }
}

/** Each stream appends at its rate, and never before the append before was acknowledged. */
async function run(append) {
  const latencies = []
  const begin = performance.now()
  const end = begin + seconds * 1000
  await Promise.all(
    Array.from({ length: streams }, async (_, stream) => {
      for (let count = 0; performance.now() < end; count++) {
        const due = begin + ((count + stream / streams) * 1000) / rate
        if (rate && due > performance.now()) await setTimeout(due - performance.now())
        const sent = performance.now()
        const answer = await append(stream, count * TOKEN_TEXT.length)
        if (answer.appendToMessage?.detail) throw new Error(answer.appendToMessage.detail)
        latencies.push(performance.now() - sent)
      }
    }),
  )
  return { latencies, perSecond: (latencies.length * 1000) / (performance.now() - begin) }
}

function report(name, { latencies, perSecond }) {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1)
  console.log(`${name}: ${perSecond.toFixed(0)} appends a second, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
}

async function serve() {
  const child = spawn(
    process.execPath,
    ['--import', new URL('countStatements.mjs', import.meta.url).href, 'dist/main.js', 'serve'],
    {
      env: { ...process.env, PORT: '0', AUTH_JWT_SECRET: randomBytes(32).toString('hex') },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  )
  const started = {}
  for await (const line of createInterface(child.stdout)) {
    started.url ??= /http:\S+(?=\/graphql)/.exec(line)?.[0]
    started.token ??= /Bearer (\S+)/.exec(line)?.[1]
    if (started.url && started.token) break
  }
  const statements = async () => {
    child.send('count')
    return (await once(child, 'message'))[0]
  }
  return { ...started, statements, stop: () => child.kill() }
}

/** A socket of graphql-transport-ws, which answers with the data of each operation. */
async function connect({ url, token }) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const waiting = new Map()
  const send = (message) => socket.send(JSON.stringify(message))
  await once(socket, 'open')
  send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  await once(socket, 'message')
  socket.on('message', (data) => {
    const { id, type, payload } = JSON.parse(data)
    const { resolve, reject } = waiting.get(id) ?? {}
    if (type === 'next' && payload.data) resolve(payload.data)
    else if (type !== 'complete') reject(new Error(JSON.stringify(payload)))
    else waiting.delete(id)
  })
  let last = 0
  return {
    send: (query, variables) =>
      new Promise((resolve, reject) => {
        const id = String(++last)
        waiting.set(id, { resolve, reject })
        send({ id, type: 'subscribe', payload: { query, variables } })
      }),
  }
}
