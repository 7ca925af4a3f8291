import { setImmediate, setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Load } from '../../src/server/limits/load.ts'

/**
 * Does so many things at a time, each one after the other, until the test is over; tells how many are let in, those that
 * wait for their turn among them, how many were refused, and how many each did.
 */
function keepBusy(load: Load, count: number, work: () => Promise<void>) {
  const seen = { atWork: 0, refused: 0, done: Array<number>(count).fill(0), over: new AbortController() }
  onTestFinished(() => seen.over.abort())
  for (let n = 0; n < count; n++)
    (async () => {
      while (!seen.over.signal.aborted) {
        seen.atWork++
        await load.run(work).then(
          () => {
            seen.atWork--
            seen.done[n] = (seen.done[n] as number) + 1
          },
          () => {
            seen.atWork--
            seen.refused++
            return setTimeout(1)
          },
        )
      }
    })()
  return seen
}

/** Keeps the event loop to itself for a while. */
async function spin() {
  await setImmediate()
  for (const end = performance.now() + 3; performance.now() < end; );
}

function loadOfTest(): Load {
  const load = new Load()
  onTestFinished(() => load[Symbol.dispose]())
  return load
}

test('more than can be done soon is refused, and taken again when the rest is done', async () => {
  const load = loadOfTest()
  const { over } = keepBusy(load, 100, () => setTimeout(400 * Math.random()))
  await expect.poll(() => load.refuses()).toBe(true)
  await expect(load.run(() => 'done')).rejects.toMatchObject({
    extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '1' } } },
  })
  over.abort()
  await expect.poll(() => load.run(() => 'done').catch(() => 'refused')).toBe('done')
})

test('those that wait for one thing have nobody refused while the others are done soon', async () => {
  const load = loadOfTest()
  for (let n = 0; n < 100; n++) load.run(() => new Promise(() => {}))
  keepBusy(load, 2, () => setTimeout(10))
  for (let look = 0; look < 10; look++) {
    await setTimeout(50)
    expect(load.refuses()).toBe(false)
  }
})

test('a burst is worked off', async () => {
  const load = loadOfTest()
  let done = 0
  const burst = Array.from({ length: 500 }, (_, n) =>
    load.run(async () => {
      await setTimeout(n)
      done++
    }),
  )
  await Promise.all(burst)
  expect(done).toBe(500)
})

test('few are let in where they make the turns of the event loop long, more when these wait for one thing', async () => {
  const load = loadOfTest()
  const busy = keepBusy(load, 100, spin)
  await expect.poll(() => busy.refused).toBeGreaterThan(0)
  await expect.poll(() => busy.atWork, { timeout: 10_000 }).toBeLessThan(32)
  busy.over.abort()
  for (let n = 0; n < 32; n++) load.run(() => new Promise(() => {})).catch(() => {})
  await expect.poll(() => load.refuses(), { timeout: 5_000 }).toBe(false)
})

test('64 who come again when they are answered are let in, however long the turns of the event loop', async () => {
  const busy = keepBusy(loadOfTest(), 64, spin)
  await setTimeout(2_000)
  expect([busy.atWork, busy.refused]).toEqual([64, 0])
  // They take turns, so that all of them get on.
  expect(Math.min(...busy.done)).toBeGreaterThan(1)
  expect(Math.max(...busy.done) - Math.min(...busy.done)).toBeLessThan(2)
})

test('who is refused is not heard for some turns of the event loop, the longer these are, up to a limit', async () => {
  const load = loadOfTest()
  await expect.poll(() => load.restMs).toBeLessThan(20)
  keepBusy(load, 100, spin)
  await expect.poll(() => load.restMs).toBeGreaterThan(50)
  expect(load.restMs).toBeLessThanOrEqual(150)
})
