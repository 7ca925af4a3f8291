// Which of several builds of the server is faster, where they differ by less than the noise of a machine:
//
//     DATABASE_URL=postgresql://… node bench/compare.mjs W1 before=../before/dist after=dist mercurius
//
// A name alone is a peer of the benchmark, whose data it takes. Each is asked over one connection, twenty requests at a
// time, in turns of random order: whatever slows the machine down for longer than some milliseconds slows all of them. As
// processes of one build differ by some per cent for as long as they run, all are started anew for each of ten sessions.
// Before it each serves all kinds of work, as servers do: one that was asked the same alone is compiled for just that.
// It prints what a request to each takes as a share of what it takes to the first: the mean of the sessions' medians, and
// its standard error. Name one build twice to see what is noise.
import { connect } from 'node:net'
import { resolve } from 'node:path'
import pg from 'pg'
import { openData } from './data/database.mjs'
import { readSubjects } from './data/subjects.mjs'
import { loadHttp, newAnswer, wireOf } from './load/http.mjs'
import { authorizationOf, secret } from './load/token.mjs'
import { median } from './measure/run.mjs'
import { peers } from './peers/index.mjs'
import { withServers } from './peers/start.mjs'
import { workloads } from './workloads/index.mjs'

const SESSIONS = 10
const WARM_UP = { connections: 16, milliseconds: 2_000 }
const SESSION_MS = 10_000
const IN_TURN = 20
const DATA = { users: 200, growth: 100_000 }

const [key, ...names] = process.argv.slice(2)
const workload = workloads.find((one) => one.key === key)
if (!workload || names.length < 2 || !process.env.DATABASE_URL)
  throw new Error(
    'Usage: DATABASE_URL=… node bench/compare.mjs <W1…W5> <name=dist or peer> <name=dist or peer> …',
  )
const compared = names.map(serverOf)

const databaseUrl = await openData(process.env.DATABASE_URL, DATA)
const database = new pg.Client(databaseUrl)
await database.connect()
const subjects = await readSubjects(database)
await database.end()

const sessions = []
for (let session = 0; session < SESSIONS; session++) {
  const medians = await withServers(compared, { databaseUrl, secret }, (...servers) => compare(servers))
  sessions.push(medians)
  console.log(medians.map((time, index) => `${names[index]} ${(time * 1000).toFixed(0)} µs`).join('  '))
}
for (const [index, name] of names.entries()) {
  const { mean, error } = meanOf(sessions.map((medians) => medians[index] / medians[0]))
  console.log(`${name}: ${mean.toFixed(3)} ± ${error.toFixed(3)}`)
}

function serverOf(name) {
  const [, dist] = name.split('=')
  const [product] = peers
  const peer = dist ? product : peers.find((one) => one.name === name)
  if (!peer) throw new Error(`There is no peer ${name}.`)
  return dist ? { ...peer, args: [...peer.args.slice(0, -2), resolve(dist, 'main.js'), 'serve'] } : peer
}

/** The median time of a request to each, in milliseconds. */
async function compare(servers) {
  for (const server of servers)
    for (const each of workloads)
      await loadHttp({ urls: [server.url], requests: await requestsTo(server, each), ...WARM_UP })
  const requests = await Promise.all(servers.map((server) => requestsTo(server, workload)))
  const asked = servers.map(({ url }, index) => ({ ask: connectTo(url, requests[index]), turns: [] }))
  const end = performance.now() + SESSION_MS
  while (performance.now() < end)
    for (const { ask, turns } of shuffled(asked)) {
      const times = []
      for (let n = 0; n < IN_TURN; n++) times.push(await ask())
      turns.push(median(times))
    }
  return asked.map(({ turns }) => median(turns))
}

async function requestsTo(server, { requests: requestsOf }) {
  const requests = await requestsOf(server, subjects)
  return Promise.all(
    requests.map(async ({ subject, body }) => ({ authorization: await authorizationOf(subject), body })),
  )
}

/** What asks the next request, and answers with how long that took. */
function connectTo(url, requests) {
  const wires = requests.map(wireOf)
  const { hostname, port } = new URL(url)
  let next = 0
  let asked
  const socket = connect(Number(port), hostname)
    .setNoDelay(true)
    .on('error', (error) => asked.reject(error))
    .on('close', () => asked.reject(new Error(`${url} closed the connection`)))
    .on('data', (chunk) => {
      const { answer, start, resolve, reject } = asked
      answer.add(chunk)
      if (!answer.isComplete) return
      const problem = answer.problem(false)
      if (problem) reject(new Error(`${url}: ${problem}`))
      else resolve(performance.now() - start)
    })
  return () =>
    new Promise((resolve, reject) => {
      asked = { answer: newAnswer(), start: performance.now(), resolve, reject }
      socket.write(wires[next++ % wires.length])
    })
}

function shuffled(items) {
  const placed = items.map((item) => ({ item, place: Math.random() }))
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item)
}

function meanOf(numbers) {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (numbers.length - 1)
  return { mean, error: Math.sqrt(variance / numbers.length) }
}
