import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Random } from '../../src/seed/random.ts'
import type { Serving } from '../cli/tertulia.ts'
import { clientOf } from '../support/client.ts'
import { ownProcess } from '../ws/process.ts'
import { type Message, type Socket, userSocket } from '../ws/socket.ts'
import { type Belongings, belongingsOf } from './belongings.ts'
import { corrupt } from './corrupt.ts'
import { faultsIn, fuzz, repeatable } from './fuzz.ts'
import { kinds } from './operation.ts'
import { writePayload } from './payload.ts'

/** Whatever is sent over a WebSocket is answered, or closes that socket as the protocol has it, and ends nothing. */

const OPERATIONS = 2_000
/** Then somebody else sends them. */
const EACH = 100
const SOCKETS = 8

const start = ownProcess()
let serving: Serving
beforeAll(async () => {
  serving = await start({ LOG_LEVEL: 'error' })
}, 120_000)
afterAll(() => void serving.process.kill('SIGKILL'))

/** An operation's results, its refusal, none where it was given up before; or the end of a socket that breaks the protocol. */
const types = ['next', 'error', 'nothing', '4400', '4409', '4429']

test(`${OPERATIONS} operations are answered without a fault`, { timeout: 600_000 }, async () => {
  const random = fuzz()
  const seen: Record<string, number> = {}
  for (let sent = 0; sent < OPERATIONS; sent += EACH) {
    const user = await clientOf(serving.url)
    const theirs = await belongingsOf(user)
    const left = Array.from({ length: EACH }, (_, index) => writeFrame(random, theirs, `${index}`)).values()
    const sendTheRest = async () => {
      let socket = await userSocket(serving.url, user.name)
      for (const frame of left) {
        const { type, told } = await answerTo(socket, frame)
        seen[type] = (seen[type] ?? 0) + 1
        const context = `${JSON.stringify(told).slice(0, 1_000)}\nfor ${frame.text.slice(0, 3_000)}\n${repeatable}`
        expect(types, context).toContain(type)
        expect(faultsIn(Array.isArray(told) ? told : told?.errors), context).toEqual([])
        if (socket.raw.readyState !== WebSocket.OPEN) socket = await userSocket(serving.url, user.name)
      }
      socket.raw.close()
    }
    await Promise.all(Array.from({ length: SOCKETS }, sendTheRest))
    expect(serving.process.exitCode, repeatable).toBe(null)
  }
  // Something would be wrong with the operations, if all were alike to the server.
  expect(seen.next, JSON.stringify(seen)).toBeGreaterThan(OPERATIONS / 4)
  expect(seen.error, JSON.stringify(seen)).toBeGreaterThan(OPERATIONS / 20)
})

interface Frame {
  id: string
  text: string
  /** Whether it may wait for events, of which there may be none, or be answered under another id. */
  isWatching: boolean
}

function writeFrame(random: Random, theirs: Belongings, id: string): Frame {
  const payload = writePayload(random, theirs, random.pick(kinds))
  const frame = `{"id":"${id}","type":"subscribe","payload":${payload.text}}`
  const isCorrupt = random.chance(0.03)
  const text = isCorrupt ? corrupt(random, frame) : frame
  return { id, text, isWatching: isCorrupt || text.includes('subscription') }
}

interface Told {
  /** Of the last message about it, or the code that the socket was closed with. */
  type: string
  told: Message
}

/** What is answered to an operation up to its end; of one that watches, until another sent later was answered. */
async function answerTo(socket: Socket, { id, text, isWatching }: Frame): Promise<Told> {
  socket.send(text)
  if (isWatching) {
    socket.send({ id, type: 'complete' })
    socket.send({ id: 'later', type: 'subscribe', payload: { query: '{ viewer { name } }' } })
  }
  let last: Told = { type: 'nothing', told: null }
  try {
    for (;;) {
      const { id: about, type, payload } = await socket.next()
      if (about === 'later' && type !== 'next') return last
      if (about !== id) continue
      if (type !== 'complete') last = { type, told: payload }
      if (type !== 'next' && !isWatching) return last
    }
  } catch {
    return { type: `${(await socket.closed).code}`, told: null }
  }
}
