import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Load } from '../../src/server/limits/load.ts'

const nothing = new Int32Array(new SharedArrayBuffer(4))

test('what a process can serve is not refused because others held it up', { timeout: 20_000 }, async () => {
  using load = new Load()
  const holdingUp = setInterval(() => Atomics.wait(nothing, 0, 0, 150), 550)
  onTestFinished(() => clearInterval(holdingUp))
  const end = performance.now() + 3_000
  let answered = 0
  let refused = 0
  const client = async () => {
    while (performance.now() < end)
      try {
        await load.run(() => setTimeout(60 + Math.random() * 40))
        answered++
      } catch {
        refused++
        await setTimeout(1_000)
      }
  }
  await Promise.all(Array.from({ length: 200 }, client))
  expect(answered).toBeGreaterThan(1_000)
  expect(refused).toBeLessThan(answered / 50)
})
