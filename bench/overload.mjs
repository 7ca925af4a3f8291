// What becomes of requests when twice as many come as can be served: how many are let in and how long those take, and
// how long the health checks do meanwhile.
//
//     npm run build
//     DATABASE_URL=postgresql://… node bench/overload.mjs [seconds] [sidebar|nested]
//
// Starts the built server on that database, which it migrates and fills: give it one of its own. First it asks over 32
// connections, each as fast as it is answered, and takes what comes of that for what can be served; then it asks at
// twice that rate, whatever is answered: a request that is due when all connections are taken waits for one of them. The
// clients run in this process and share the machine with the server.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { signToken } from '../dist/platform/auth/token.js'
import { newAnswer, wireOf } from './load/http.mjs'
import { peers } from './peers/index.mjs'

const [seconds = '10', kind = 'sidebar'] = process.argv.slice(2)
const { DATABASE_URL, PATH } = process.env
if (!DATABASE_URL) throw new Error('DATABASE_URL: must be set')

const SECRET = 'a secret of the benchmark, long enough for HS256'
const AT_ONCE = 32
// Fewer than libuv takes from the kernel at a time: with more of them always ready it comes to nothing else for seconds.
const CONNECTIONS = 896
const TICK_MS = 10
const queries = {
  sidebar:
    '{ conversations(first: 20) { nodes { id title lastMessageAt } pageInfo { hasNextPage endCursor } } }',
  nested: `{ spaces(first: 10) { nodes { id name conversations(first: 10) { nodes {
    id title messages(last: 5) { nodes { id content files { id name } } }
  } } } } }`,
}

const env = { PATH, DATABASE_URL, PORT: '0', AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'error' }
execFileSync(process.execPath, ['dist/main.js', 'migrate'], { env })
const [product] = peers
const server = spawn(process.execPath, product.args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
process.once('exit', () => server.kill())
const url = await new Promise((resolve) => {
  createInterface(server.stdout).on('line', (line) => {
    const [found] = /http:\S+(?=\/graphql)/.exec(line) ?? []
    if (found) resolve(found)
  })
})
const token = await signToken(new TextEncoder().encode(SECRET), `user-${process.pid}`, 3_600_000)
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

await fill()
const asking = wireOf({ authorization: headers.authorization, body: { query: queries[kind] } })
const looking = Buffer.from('GET /health/live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
const { hostname, port } = new URL(url)
const free = []
const waiting = []
const ask = async () => {
  const start = performance.now()
  const socket = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)))
  const sent = performance.now()
  const status = await send(asking, socket)
  const next = waiting.shift()
  if (next) next(socket)
  else free.push(socket)
  const end = performance.now()
  return { status, ms: end - start, sentMs: end - sent }
}

// Before they are needed: Node accepts one in each turn of its loop, and under load it is that which requests wait for.
for (let count = 0; count < CONNECTIONS; count += AT_ONCE)
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const socket = connection()
      await send(looking, socket)
      free.push(socket)
    }),
  )

await saturate(2)
const perSecond = await saturate(Number(seconds))
console.log(`${kind}: ${perSecond.toFixed(0)} a second over ${AT_ONCE} connections`)
report(2 * perSecond, await overload(2 * perSecond, Number(seconds)))
process.exit()

function connection() {
  const socket = connect(Number(port), hostname)
  return socket.setNoDelay(true).on('error', (error) => {
    throw error
  })
}

/** Answers with the status of the answer. */
function send(wire, socket) {
  const answer = newAnswer()
  return new Promise((resolve) => {
    const take = (chunk) => {
      answer.add(chunk)
      if (!answer.isComplete) return
      socket.off('data', take)
      resolve(answer.status())
    }
    socket.on('data', take).write(wire)
  })
}

async function fill() {
  const mutate = async (mutation) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: `mutation { ${mutation} }` }),
    })
    return (await response.json()).data
  }
  const messages = `[${Array(10).fill('{ role: USER, content: "What is the capital of France, and why is it?" }').join()}]`
  for (let space = 0; space < 10; space++) {
    const { createSpace } = await mutate(
      'createSpace(input: { name: "x" }) { ... on CreateSpacePayload { space { id } } }',
    )
    for (let n = 0; n < 10; n++)
      await mutate(
        `createConversation(input: { spaceId: "${createSpace.space.id}", title: "x", messages: ${messages} }) { __typename }`,
      )
  }
}

async function saturate(duration) {
  const end = performance.now() + duration * 1000
  let answered = 0
  const one = async () => {
    for (; performance.now() < end; answered++) await ask()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return answered / duration
}

async function overload(rate, duration) {
  const answers = []
  const checks = new Worker(new URL('load/healthChecks.mjs', import.meta.url), { workerData: { url } })
  await once(checks, 'online')
  const late = monitorEventLoopDelay({ resolution: 1 })
  late.enable()
  const begin = performance.now()
  const passed = () => performance.now() - begin
  const asked = []
  while (passed() < duration * 1000) {
    while (asked.length < (rate * passed()) / 1000) asked.push(ask().then((answer) => answers.push(answer)))
    await setTimeout(TICK_MS)
  }
  late.disable()
  checks.postMessage('over')
  const [health] = await once(checks, 'message')
  await Promise.all(asked)
  return { answers, health, late }
}

function report(rate, { answers, health, late }) {
  const [served, refused] = [200, 503].map((status) => answers.filter((answer) => answer.status === status))
  console.log(`at ${rate.toFixed(0)} a second, for ${seconds} s:`)
  for (const [what, those] of Object.entries({ served, refused })) {
    print(
      `${those.length} ${what}`,
      those.map(({ ms }) => ms),
    )
    print(
      '  since they were sent',
      those.map(({ sentMs }) => sentMs),
    )
  }
  if (served.length + refused.length < answers.length) throw new Error('Some failed.')
  for (const [name, times] of Object.entries(health)) print(`/health/${name}`, times)
  console.log(
    `  this process late: p99 ${(late.percentile(99) / 1e6).toFixed(0)} ms, at the most ${(late.max / 1e6).toFixed(0)} ms`,
  )
}

function print(name, times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0)
  console.log(`  ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at the most ${at(1)} ms`)
}
