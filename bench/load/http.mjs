import { connect } from 'node:net'
import { createHistogram } from 'node:perf_hooks'

const END_OF_HEAD = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/** A request as it goes over the wire, made once: the generator shares the machine with what it measures. */
export function wireOf({ authorization, body }) {
  const json = JSON.stringify(body)
  return Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: application/json\r\n` +
      `authorization: ${authorization}\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  )
}

/**
 * Sends requests for so many milliseconds over so many connections, each the next one when it has its answer. Answers
 * with how long each took that was answered, in microseconds, how many the server refused for having too much to do, and
 * the seconds that it took.
 */
export async function loadHttp({ urls, requests, connections, milliseconds }) {
  const wires = requests.map(wireOf)
  const latencies = createHistogram()
  const begin = performance.now()
  const refused = await Promise.all(
    Array.from({ length: connections }, (_, index) =>
      // Each starts elsewhere, so that no two send the same at once for long.
      keepAsking(urls[index % urls.length], wires, Math.floor((index * wires.length) / connections), {
        latencies,
        end: begin + milliseconds,
      }),
    ),
  )
  const seconds = (performance.now() - begin) / 1000
  return { latencies, refused: refused.reduce((total, count) => total + count, 0), seconds }
}

/** Answers with how many were refused. */
function keepAsking(url, wires, first, { latencies, end }) {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    let next = first
    let sent = 0
    let refused = 0
    let answer = newAnswer()
    const send = () => {
      sent = performance.now()
      answer = newAnswer()
      socket.write(wires[next++ % wires.length])
    }
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`${url} closed the connection`)))
    socket.on('data', (chunk) => {
      answer.add(chunk)
      if (!answer.isComplete) return
      const now = performance.now()
      const isOver = now >= end
      if (answer.status() === 503) refused++
      else {
        latencies.record(Math.max(1, Math.round((now - sent) * 1000)))
        const problem = answer.problem(isOver)
        if (problem) return socket.destroy(new Error(`${url}: ${problem}`))
      }
      if (!isOver) return send()
      socket.removeAllListeners('close')
      socket.end()
      resolve(refused)
    })
  })
}

/** Just enough of an HTTP answer to know when it is complete, and whether it is a success. */
export function newAnswer() {
  const chunks = []
  let head = null
  let missing = 0
  return {
    isComplete: false,
    add(chunk) {
      chunks.push(chunk)
      if (head === null) {
        const end = chunk.indexOf(END_OF_HEAD)
        head = chunk.latin1Slice(0, end).toLowerCase()
        const length = /content-length: (\d+)/.exec(head)?.[1]
        missing = length === undefined ? Number.NaN : Number(length) - (chunk.length - end - 4)
      } else missing -= chunk.length
      this.isComplete = Number.isNaN(missing)
        ? chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
        : missing === 0
    },
    /** Of an answer whose head has come. */
    status: () => Number(head.slice(9, 12)),
    /** What is wrong with it, or null; looked at closely only when told to. */
    problem(closely) {
      const [first] = chunks
      if (this.status() !== 200) return Buffer.concat(chunks).toString().slice(0, 2_000)
      if (!closely) return first.includes('\r\n\r\n{"errors"') ? first.toString().slice(0, 2_000) : null
      const text = Buffer.concat(chunks).toString()
      return /"errors":|"data":null/.test(text) ? text.slice(0, 2_000) : null
    },
  }
}
