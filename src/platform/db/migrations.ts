import { applyMigrations } from './applyMigrations.ts'
import type { PrismaClient } from './generated/client.ts'
import { migrationNames } from './migrationFiles.ts'
import { migrationPool } from './postgres.ts'

/** Brings a PostgreSQL database up to date; answers with the names of the migrations that this took. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const pool = migrationPool(databaseUrl)
  try {
    return await applyMigrations(pool)
  } finally {
    await pool.end()
  }
}

/** How a database stands to the migrations of this program. */
export type MigrationState =
  | 'current'
  /** It is behind: these are to be applied. */
  | { pending: string[] }
  /** It is ahead: a newer version of the program applied these. */
  | { unknown: string[] }
  /** These were begun and not finished: applying the migrations tries them again. */
  | { failed: string[] }

export async function migrationState(prisma: PrismaClient, folder?: string): Promise<MigrationState> {
  const [known, records] = await Promise.all([migrationNames(folder), readRecords(prisma)])
  const applied = new Set(records.filter(({ isFinished }) => isFinished).map(({ name }) => name))
  const failed = records.filter(({ isFinished }) => !isFinished).map(({ name }) => name)
  const unknown = [...applied].filter((name) => !known.includes(name))
  const pending = known.filter((name) => !applied.has(name))
  if (unknown.length > 0) return { unknown }
  if (failed.length > 0) return { failed }
  return pending.length > 0 ? { pending } : 'current'
}

async function readRecords(prisma: PrismaClient): Promise<{ name: string; isFinished: boolean }[]> {
  const [table] = await prisma.$queryRaw<[{ isThere: boolean }]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`
  if (!table.isThere) return []
  return prisma.$queryRaw`
    SELECT migration_name AS name, finished_at IS NOT NULL AS "isFinished"
    FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`
}
