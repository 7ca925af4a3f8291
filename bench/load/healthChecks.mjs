// Health checks, as an orchestrator has them: each over a connection of its own, from a thread that does nothing else. In
// the generator's they would wait for its work too.
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { newAnswer } from './http.mjs'

const PAUSE_MS = 50

const { hostname, port } = new URL(workerData.url)
const times = { live: [], ready: [] }
let isOver = false
parentPort.once('message', () => {
  isOver = true
})

const check = (name) =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const answer = newAnswer()
    const socket = connect(Number(port), hostname)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      answer.add(chunk)
      if (!answer.isComplete) return
      socket.destroy()
      if (answer.status() === 200) resolve(performance.now() - start)
      else reject(new Error(`/health/${name}: ${answer.status()}`))
    })
    socket.write(`GET /health/${name} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`)
  })

await Promise.all(
  Object.keys(times).map(async (name) => {
    while (!isOver) {
      times[name].push(await check(name))
      await setTimeout(PAUSE_MS)
    }
  }),
)
parentPort.postMessage(times)
