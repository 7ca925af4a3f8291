import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../src/seed/random.ts'
import { conversationCounts, messageCounts } from '../../src/seed/sizes.ts'

const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0)

test('whatever the totals, they are shared out to the last one', () => {
  const total = fc.integer({ min: 1, max: 50_000 })
  const count = fc.integer({ min: 1, max: 500 })
  fc.assert(
    fc.property(total, count, fc.integer(), (total, count, seed) => {
      for (const counts of [
        conversationCounts(total, count, createRandom(seed)),
        messageCounts(total, count, createRandom(seed)),
      ]) {
        expect(counts).toHaveLength(count)
        expect(sum(counts)).toBe(total)
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('with enough of them, one user has 10,000 conversations and one conversation 20,000 messages', () => {
  expect(Math.max(...conversationCounts(20_000, 100, createRandom(1)))).toBe(10_000)
  expect(Math.max(...messageCounts(200_000, 20_000, createRandom(1)))).toBe(20_000)
})
