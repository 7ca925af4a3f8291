// What becomes of requests when twice as many come as can be served: how many are let in and how long those take, and
// how long the health checks do meanwhile.
//
//     npm run build
//     DATABASE_URL=postgresql://… node bench/overload.mjs [seconds] [sidebar|nested]
//
// Starts the built server on that database, which it migrates and fills: give it one of its own. First it asks over 32
// connections, each as fast as it is answered, and takes what comes of that for what can be served; then it asks at
// twice that rate, whatever is answered. The clients run in this process and share the machine with the server.
import { execFileSync, spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { signToken } from '../dist/platform/auth/token.js'

const [seconds = '10', kind = 'sidebar'] = process.argv.slice(2)
const { DATABASE_URL, PATH } = process.env
if (!DATABASE_URL) throw new Error('DATABASE_URL: must be set')

const SECRET = 'a secret of the benchmark, long enough for HS256'
const AT_ONCE = 32
const CONNECTIONS = 2_000
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
const server = spawn(process.execPath, ['dist/main.js', 'serve'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
process.once('exit', () => server.kill())
const url = await new Promise((resolve) => {
  createInterface(server.stdout).on('line', (line) => {
    const [found] = /http:\S+(?=\/graphql)/.exec(line) ?? []
    if (found) resolve(found)
  })
})
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, maxFreeSockets: CONNECTIONS })
const token = await signToken(new TextEncoder().encode(SECRET), `user-${process.pid}`, 3_600_000)
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

await fill()
const body = JSON.stringify({ query: queries[kind] })
const ask = () => send('/graphql', { method: 'POST', headers }, body)

await saturate(2)
const perSecond = await saturate(Number(seconds))
console.log(`${kind}: ${perSecond.toFixed(0)} a second over ${AT_ONCE} connections`)
// Before they are needed: Node accepts one in each turn of its loop, and under load it is that which requests wait for.
await Promise.all(Array.from({ length: CONNECTIONS }, () => send('/health/live', {})))
report(2 * perSecond, await overload(2 * perSecond, Number(seconds)))
process.exit()

/** Answers with the status of the answer and how long it took. */
function send(path, options, text) {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(url + path, { agent, ...options }, (response) => {
      response.resume().once('end', () => {
        resolve({ status: response.statusCode, ms: performance.now() - start })
      })
    })
    outgoing.once('error', reject).end(text)
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
  const health = { live: [], ready: [] }
  const begin = performance.now()
  const passed = () => performance.now() - begin
  const probing = Object.entries(health).map(async ([name, times]) => {
    while (passed() < duration * 1000) {
      times.push((await send(`/health/${name}`, { agent: false })).ms)
      await setTimeout(100)
    }
  })
  const asked = []
  while (passed() < duration * 1000) {
    while (asked.length < (rate * passed()) / 1000) asked.push(ask().then((answer) => answers.push(answer)))
    await setTimeout(TICK_MS)
  }
  await Promise.all([...asked, ...probing])
  return { answers, health }
}

function report(rate, { answers, health }) {
  const timesOf = (status) => answers.filter((answer) => answer.status === status).map(({ ms }) => ms)
  const [served, refused] = [timesOf(200), timesOf(503)]
  console.log(`at ${rate.toFixed(0)} a second, for ${seconds} s:`)
  print(`${served.length} served`, served)
  print(`${refused.length} refused`, refused)
  if (served.length + refused.length < answers.length) throw new Error('Some failed.')
  for (const [name, times] of Object.entries(health)) print(`/health/${name}`, times)
}

function print(name, times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0)
  console.log(`  ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at the most ${at(1)} ms`)
}
