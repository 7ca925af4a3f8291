import { expect, test } from 'vitest'
import type { Prisma, PrismaClient } from '../../src/platform/db/generated/client.ts'

/** A test of what meets in the database. The embedded one has a single connection: nothing can meet there. */
export const testOnServer = test.runIf(process.env.DATABASE_URL)

/** Does `hold` in a transaction that ends, with `last`, when all of `starts`, begun within it, wait for what it locks. */
export async function meeting<Answer>(
  prisma: PrismaClient,
  hold: (transaction: Prisma.TransactionClient) => Promise<unknown>,
  starts: (() => Promise<Answer>)[],
  last: (transaction: Prisma.TransactionClient) => Promise<unknown> = async () => {},
): Promise<Answer[]> {
  const waiting = () =>
    prisma.$queryRaw`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  let running: Promise<Answer>[] = []
  await prisma.$transaction(async (transaction) => {
    await hold(transaction)
    running = starts.map((start) => start())
    await expect.poll(waiting, { timeout: 20_000 }).toHaveLength(starts.length)
    await last(transaction)
  })
  return Promise.all(running)
}
