import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Load } from '../../src/server/limits/load.ts'

/** Does so many things at a time, one after the other, until the test is over. */
function keepBusy(load: Load, count: number, ms: number): AbortController {
  const over = new AbortController()
  onTestFinished(() => over.abort())
  for (let n = 0; n < count; n++)
    (async () => {
      await setTimeout((ms * n) / count)
      while (!over.signal.aborted) await load.run(() => setTimeout(ms)).catch(() => setTimeout(1))
    })()
  return over
}

function loadOfTest(): Load {
  const load = new Load()
  onTestFinished(() => load[Symbol.dispose]())
  return load
}

test('more than can be done soon is refused, and taken again when the rest is done', async () => {
  const load = loadOfTest()
  const over = keepBusy(load, 100, 400)
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
  keepBusy(load, 2, 10)
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
