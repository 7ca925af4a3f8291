import type { Prisma, PrismaClient } from '../platform/db/generated/client.ts'

const DAY = 24 * 60 * 60 * 1000

/**
 * Reads in one transaction that shows the database as it was when it began. Nobody waits for it, and it waits for
 * whoever takes its time to read what it gives.
 */
export const inSnapshot = <Result>(
  prisma: PrismaClient,
  read: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> =>
  prisma.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`
      return read(transaction)
    },
    { isolationLevel: 'RepeatableRead', timeout: DAY },
  )
