import { PrismaPg } from '@prisma/adapter-pg'
import { clearLogs } from '@prisma/debug'
import type pg from 'pg'
import { PrismaClient } from './generated/client.ts'
import { statementNames } from './statementNames.ts'
import { Statements } from './statements.ts'

export interface Database extends AsyncDisposable {
  readonly prisma: PrismaClient
  readonly statements: Statements
  /** Where the data is, for a person: a folder, or a URL without its password. */
  readonly location: string
  /** What Prisma has its connections from. */
  readonly pool: pg.Pool
}

/** Prisma over a pool, which it then owns. `close` follows the pool's end. */
export function databaseOn(
  pool: pg.Pool,
  location: string,
  close?: () => Promise<void>,
  hasNamedStatements = true,
): Database {
  // Without a listener the loss of an idle connection would end the process. The next query opens another.
  pool.on('error', () => {})
  // The adapter logs each statement with its values, and its logger keeps the last hundred, whether it is on or not: now
  // until the next one is through.
  pool.on('release', clearLogs)
  const adapter = new PrismaPg(pool, hasNamedStatements ? { statementNameGenerator: statementNames() } : {})
  const prisma = new PrismaClient({
    adapter,
    // Else its errors repeat their arguments, which are the users' words, in the log.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  })
  return {
    prisma,
    statements: new Statements(adapter, pool),
    location,
    pool,
    async [Symbol.asyncDispose]() {
      await prisma.$disconnect()
      await pool.end()
      await close?.()
    },
  }
}
