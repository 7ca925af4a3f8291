import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import { afterAll, inject } from 'vitest'
import { databaseOn } from '../../src/platform/db/client.ts'
import { type Database, openDatabase } from '../../src/platform/db/database.ts'
import { embeddedPool } from '../../src/platform/db/embedded.ts'
import { migrationPool } from '../../src/platform/db/postgres.ts'
import { createDatabase, dropDatabase, urlOf } from './postgres.ts'

type AtEnd = (close: () => Promise<void>) => unknown

/** A migrated, empty database of the test file's own: embedded, or on the server at DATABASE_URL. */
export async function testDatabase(): Promise<Database> {
  const { database } = await testDatabaseToMigrate(afterAll)
  return database
}

/** The same with the pool that its migrations go through: until `afterAll`, or `onTestFinished` inside a test. */
export async function testDatabaseToMigrate(atEnd: AtEnd): Promise<{ database: Database; pool: pg.Pool }> {
  const template = inject('template')
  if ('dump' in template) return fromDump(atEnd, template.dump)
  return fromTemplate(atEnd, template.databaseUrl, template.name)
}

async function fromDump(atEnd: AtEnd, dump: string) {
  const pglite = await PGlite.create({ loadDataDir: new Blob([await readFile(dump)]) })
  const pool = embeddedPool(pglite)
  const database = databaseOn(pool, 'memory', () => pglite.close())
  atEnd(async () => database[Symbol.asyncDispose]())
  return { database, pool }
}

async function fromTemplate(atEnd: AtEnd, serverUrl: string, template: string) {
  const name = `tertulia_test_${randomUUID()}`
  await createDatabase(serverUrl, name, template)
  const databaseUrl = urlOf(serverUrl, name)
  const database = await openDatabase({ databaseUrl, dataDir: '' })
  const pool = migrationPool(databaseUrl)
  atEnd(async () => {
    await database[Symbol.asyncDispose]()
    await pool.end()
    await dropDatabase(serverUrl, name)
  })
  return { database, pool }
}
