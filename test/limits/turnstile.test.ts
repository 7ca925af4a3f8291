import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Load } from '../../src/server/limits/load.ts'

test('however many come at once, few begin in one turn of the event loop, in their order, and none is lost', async () => {
  using load = new Load()
  const begun: number[] = []
  const all = Promise.all(Array.from({ length: 300 }, (_, n) => load.run(() => begun.push(n))))
  const inTurns = [begun.length]
  while (begun.length < 300) {
    const before = begun.length
    await setImmediate()
    inTurns.push(begun.length - before)
  }
  await all
  expect(begun).toEqual(Array.from({ length: 300 }, (_, n) => n))
  expect(Math.max(...inTurns)).toBe(32)
  expect(inTurns.length).toBeLessThan(15)
  await setImmediate()
  await Promise.all(Array.from({ length: 40 }, (_, n) => load.run(() => begun.push(n))))
  expect(begun).toHaveLength(340)
})

test('what comes while others wait does not overtake them', async () => {
  using load = new Load()
  const begun: string[] = []
  const first = Array.from({ length: 100 }, () => load.run(() => begun.push('first')))
  await setImmediate()
  const next = Array.from({ length: 10 }, () => load.run(() => begun.push('next')))
  await Promise.all([...first, ...next])
  expect(begun).toEqual([...Array(100).fill('first'), ...Array(10).fill('next')])
})
