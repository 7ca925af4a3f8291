import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Load } from '../../src/server/limits/load.ts'

/** Stops this process again and again, as a machine does that has too much else to do. */
function heldUp(): Promise<unknown> {
  const { pid } = process
  const rounds = `for round in 1 2 3 4 5; do sleep .4; kill -STOP ${pid}; sleep .15; kill -CONT ${pid}; done`
  return once(spawn('sh', ['-c', rounds]), 'exit')
}

test('what a process can serve is not refused because others held it up', { timeout: 20_000 }, async () => {
  using load = new Load()
  let isOver = false
  let answered = 0
  let refused = 0
  const client = async () => {
    while (!isOver)
      try {
        await load.run(() => setTimeout(60 + Math.random() * 40))
        answered++
      } catch {
        refused++
        await setTimeout(1_000)
      }
  }
  const over = heldUp().then(() => {
    isOver = true
  })
  await Promise.all([over, ...Array.from({ length: 200 }, client)])
  expect(answered).toBeGreaterThan(1_000)
  expect(refused).toBeLessThan(answered / 50)
})
