import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { EventHub } from '../../../src/platform/events/hub.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { testDatabase } from '../../support/database.ts'

const { prisma } = await testDatabase()

function hub() {
  const made = new EventHub(prisma, createLogger('silent'))
  onTestFinished(() => made[Symbol.asyncDispose]())
  return made
}

/** Appends to a log as a change does, and answers with its last number. */
async function write(stream: string, from: number, to: number): Promise<number> {
  await prisma.$executeRaw`
    INSERT INTO events (stream_id, number, owner_id, type)
    SELECT ${stream}::uuid, n, ${stream}::uuid, 'CONVERSATION_CHANGED' FROM generate_series(${from}::int, ${to}::int) n`
  return to
}

/** The numbers that a reader gets, up to one. */
async function numbersUpTo(events: EventHub, stream: string, [after, latest, end]: [number, number, number]) {
  const stop = new AbortController()
  const numbers: number[] = []
  for await (const batch of events.follow(stream, after, latest, stop.signal)) {
    numbers.push(...batch.map(({ number }) => number))
    if (numbers.at(-1) === end) stop.abort()
  }
  return numbers
}

const upTo = (end: number) => Array.from({ length: end }, (_, i) => i + 1)

test('a log of many batches is read to its end, and on', async () => {
  const events = hub()
  const stream = randomUUID()
  const latest = await write(stream, 1, 1_000)
  const reading = numbersUpTo(events, stream, [0, latest, 1_001])
  events.committed(stream, await write(stream, 1_001, 1_001))
  expect(await reading).toEqual(upTo(1_001))
})

test('what is committed while others read is told, whenever word of it comes', async () => {
  const events = hub()
  const stream = randomUUID()
  const readers = Array.from({ length: 5 }, () => numbersUpTo(events, stream, [0, 0, 200]))
  for (let n = 1; n <= 200; n++) {
    const written = write(stream, n, n)
    // Word of an earlier one, while the reads that it starts meet the next commit.
    events.committed(stream, n - 1)
    events.committed(stream, await written)
  }
  for (const reader of readers) expect(await reader).toEqual(upTo(200))
})

test('what nobody tells of is found by looking', async () => {
  const events = hub()
  const stream = randomUUID()
  const reading = numbersUpTo(events, stream, [0, 0, 3])
  await write(stream, 1, 3)
  expect(await reading).toEqual([1, 2, 3])
})

test('what the bus repeats, reorders and loses is told once and in order', async () => {
  const events = hub()
  const stream = randomUUID()
  const reading = numbersUpTo(events, stream, [0, 0, 5])
  await write(stream, 1, 4)
  for (const number of [4, 1, 4, 3]) events.heard(stream, number)
  events.heard(stream, await write(stream, 5, 5))
  expect(await reading).toEqual(upTo(5))
})

test('a gap in a log that is being read is told of', async () => {
  const events = hub()
  const stream = randomUUID()
  await write(stream, 1, 2)
  await write(stream, 4, 6)
  const stop = new AbortController()
  const reader = events.follow(stream, 1, 6, stop.signal)
  expect(await reader.next()).toMatchObject({ value: [{ number: 6, type: 'RESYNC_REQUIRED' }] })
  events.committed(stream, await write(stream, 7, 7))
  expect(await reader.next()).toMatchObject({ value: [{ number: 7, type: 'CONVERSATION_CHANGED' }] })
  stop.abort()
  expect(await reader.next()).toEqual({ value: undefined, done: true })
})

test('a reader that waits ends when it is told to, and with the hub', async () => {
  const events = hub()
  const stop = new AbortController()
  const told = events.follow(randomUUID(), 0, 0, stop.signal).next()
  const disposed = events.follow(randomUUID(), 0, 0, new AbortController().signal).next()
  stop.abort()
  expect(await told).toEqual({ value: undefined, done: true })
  await events[Symbol.asyncDispose]()
  expect(await disposed).toEqual({ value: undefined, done: true })
})
