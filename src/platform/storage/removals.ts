import { eachOf } from '../concurrency.ts'
import type { PrismaClient } from '../db/generated/client.ts'
import { type Sql, sql } from '../db/sql.ts'
import type { FileStore } from './store.ts'

/**
 * Nothing is ever in the store that neither a file has nor this list: what is to be kept is written here before its
 * first byte and struck off in the statement that gives it to a file, and what a file had comes here with the
 * statement that deletes it. So an instance may die at any moment, and another removes what it left.
 */

const HOUR = 3_600_000

/** How long bytes may take to be written, unless the time is prolonged, before whatever has come is removed. */
const WRITING_TIME = HOUR

/** Announces bytes that are about to be written. */
export async function announce(prisma: PrismaClient, path: string, within = WRITING_TIME): Promise<void> {
  await prisma.$executeRaw(sql`
    INSERT INTO removals (path, due_at) VALUES (${path}, now() + ${within} * interval '1 millisecond')`)
}

/** Gives bytes that go on coming the same time again. */
export async function prolong(prisma: PrismaClient, path: string): Promise<void> {
  await prisma.$executeRaw(sql`
    UPDATE removals SET due_at = now() + ${WRITING_TIME} * interval '1 millisecond'
    WHERE path = ${path} AND claimed_at IS NULL`)
}

/** Begins a statement that gives announced bytes to a file: the row `announced`, unless they are being removed already. */
export const announced = (path: string): Sql => sql`
  announced AS (SELECT path FROM removals WHERE path = ${path} AND claimed_at IS NULL FOR UPDATE)`

/** Goes on from the row `kept` of the file that has them now. */
export const struckOff: Sql = sql`
  struck_off AS (DELETE FROM removals USING announced, kept WHERE removals.path = announced.path)`

/**
 * Removes what was announced and is not to be kept after all. Only while it is announced: a statement whose answer was
 * lost may have given it to a file.
 */
export async function discard(prisma: PrismaClient, store: FileStore, path: string): Promise<void> {
  await remove(prisma, store, sql`path = ${path} AND claimed_at IS NULL`)
}

const BATCH = 100

/** Removes what is due, and answers with how much that was. Several instances do not get in each other's way. */
export async function drainRemovals(prisma: PrismaClient, store: FileStore): Promise<number> {
  let total = 0
  for (;;) {
    const removed = await remove(
      prisma,
      store,
      sql`path IN (
        SELECT path FROM removals
        WHERE due_at <= now() AND (claimed_at IS NULL OR claimed_at < now() - interval '1 minute')
        ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
      )`,
    )
    total += removed
    if (removed < BATCH) return total
  }
}

async function remove(prisma: PrismaClient, store: FileStore, which: Sql): Promise<number> {
  const rows = await prisma.$queryRaw<{ path: string }[]>(sql`
    UPDATE removals SET claimed_at = now() WHERE ${which} RETURNING path`)
  const paths = rows.map(({ path }) => path)
  if (paths.length) {
    // What cannot be removed now stays on the list, and keeps nothing else there.
    const removed: string[] = []
    const failures: unknown[] = []
    await eachOf(paths, (path) =>
      store.remove(path).then(
        () => void removed.push(path),
        (error) => void failures.push(error),
      ),
    )
    await prisma.removal.deleteMany({ where: { path: { in: removed } } })
    if (failures.length) throw failures[0]
  }
  return paths.length
}
