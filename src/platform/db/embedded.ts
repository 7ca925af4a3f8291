import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { OperatorError } from '../operatorError.ts'
import { applyMigrations } from './applyMigrations.ts'
import { type Database, databaseOn } from './client.ts'
import { lockFolder } from './folderLock.ts'
import { migrationState } from './migrations.ts'
import { Wire } from './wire.ts'

/** The database in a folder, which is made, locked and migrated as needed. */
export async function openEmbedded(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const unlock = await lockFolder(dataDir)
  let database: Database | undefined
  try {
    const pglite = await openPglite(join(dataDir, 'postgres'))
    const pool = embeddedPool(pglite)
    database = databaseOn(pool, dataDir, async () => {
      await pglite.close()
      await unlock()
    })
    await bringUpToDate(database, pool)
    return database
  } catch (error) {
    await (database?.[Symbol.asyncDispose]() ?? unlock())
    throw error
  }
}

/** A first start that is cut short must not leave half a database that later ones take for whole. */
async function openPglite(folder: string): Promise<PGlite> {
  if (!existsSync(folder)) {
    const draft = `${folder}-draft`
    await rm(draft, { recursive: true, force: true })
    // Comes made: initdb would take most of the time of a first start.
    const { dataDir } = await import('@electric-sql/pglite-prepopulatedfs')
    const pglite = await PGlite.create(draft, { loadDataDir: await dataDir() })
    await pglite.close()
    await rename(draft, folder)
  }
  return PGlite.create(folder)
}

async function bringUpToDate({ prisma, location }: Database, pool: pg.Pool): Promise<void> {
  const state = await migrationState(prisma)
  if (state === 'current') return
  if ('unknown' in state) {
    throw new OperatorError(`A newer version of Tertulia wrote ${location} (${state.unknown.join(', ')}).`)
  }
  await applyMigrations(pool)
}

/** PGlite is one session, and ends itself when another user or database is named. */
export function embeddedPool(pglite: PGlite): pg.Pool {
  return new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 30_000,
    user: 'postgres',
    database: 'postgres',
    stream: () => new Wire(pglite) as never,
  })
}
