import { createHistogram } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { watch } from './sockets.mjs'

const SETTLE_MS = 500
const OPEN_AT_ONCE = 20
const IN_FLIGHT = 8

/**
 * Opens sockets that watch one conversation, and has messages added to it for so many milliseconds: the next one as soon
 * as fewer than eight are on their way to somebody. Answers with how many deliveries there were, in how many seconds, and
 * how long each took in microseconds: the nth that a socket gets is taken for the nth message that was sent.
 */
export async function loadSockets({ urls: [url], sockets, subscription, mutation, milliseconds }) {
  const latencies = createHistogram()
  const deliveries = new Deliveries(sockets, latencies)
  const open = []
  while (open.length < sockets) {
    const batch = Array.from({ length: Math.min(OPEN_AT_ONCE, sockets - open.length) }, (_, index) => {
      const client = open.length + index
      return watch({ url, ...subscription }, (frame) => deliveries.took(client, frame))
    })
    open.push(...(await Promise.all(batch)))
  }
  // Nothing tells that a subscription is at work but its first event.
  await setTimeout(SETTLE_MS)
  const add = () => addMessage(url, mutation)
  // Nothing is measured that is done for the first time.
  await deliveries.keepAdding(add, 1_000)
  latencies.reset()
  const begin = performance.now()
  await deliveries.keepAdding(add, milliseconds)
  const seconds = (performance.now() - begin) / 1000
  for (const socket of open) socket.destroy()
  return { latencies, seconds }
}

class Deliveries {
  #expected = 0
  #took = 0
  #sockets
  #latencies
  #sentAt = []
  #takenBy
  #wake = () => {}

  constructor(sockets, latencies) {
    this.#sockets = sockets
    this.#latencies = latencies
    this.#takenBy = new Array(sockets).fill(0)
  }

  took(client, frame) {
    if (!frame.includes('"next"') || frame.includes('"errors"')) throw new Error(`Not an event: ${frame}`)
    const sentAt = this.#sentAt[this.#takenBy[client]++]
    this.#latencies.record(Math.max(1, Math.round((performance.now() - sentAt) * 1000)))
    this.#took++
    this.#wake()
  }

  async keepAdding(add, milliseconds) {
    const end = performance.now() + milliseconds
    const adding = new Set()
    while (performance.now() < end) {
      if (adding.size < IN_FLIGHT && this.#expected - this.#took < IN_FLIGHT * this.#sockets) {
        this.#expected += this.#sockets
        this.#sentAt.push(performance.now())
        const added = add().finally(() => {
          adding.delete(added)
          this.#wake()
        })
        adding.add(added)
      } else await this.#change()
    }
    await Promise.all(adding)
    while (this.#took < this.#expected) await this.#change()
  }

  #change() {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}

async function addMessage(url, { authorization, body }) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  })
  const { errors } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
}
