import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { pruneEvents } from '../../../src/platform/events/prune.ts'
import { testDatabase } from '../../support/database.ts'
import { statementsOf } from '../../support/statements.ts'

const { prisma } = await testDatabase()

const DAY = 24 * 60 * 60 * 1_000

/** Events of a log, of so many days ago. */
async function eventsOf(count: number, days: number): Promise<string> {
  const streamId = randomUUID()
  await prisma.$executeRaw`
    INSERT INTO events (stream_id, number, owner_id, type, occurred_at)
    SELECT ${streamId}::uuid, n, ${streamId}::uuid, 'CONVERSATION_CHANGED', now() - ${days} * interval '1 day'
    FROM generate_series(1, ${count}::int) n`
  return streamId
}

test('events past their time are removed in batches, all others stay', async () => {
  await eventsOf(12_000, 8)
  const kept = await eventsOf(10, 6)
  let removed = 0
  const statements = await statementsOf(async () => {
    removed = await pruneEvents(prisma, 7 * DAY)
  })
  expect(removed).toBe(12_000)
  expect(statements.filter(({ text }) => text.includes('DELETE'))).toHaveLength(3)
  const left = await prisma.event.groupBy({ by: ['streamId'], _count: true })
  expect(left).toEqual([{ streamId: kept, _count: 10 }])
})

test('two that remove at once remove everything once', async () => {
  await eventsOf(6_000, 8)
  const removed = await Promise.all([pruneEvents(prisma, 7 * DAY), pruneEvents(prisma, 7 * DAY)])
  expect(removed[0] + removed[1]).toBe(6_000)
})
