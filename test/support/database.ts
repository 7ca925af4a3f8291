import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, inject } from 'vitest'
import { databaseOn } from '../../src/platform/db/client.ts'
import { type Database, openDatabase } from '../../src/platform/db/database.ts'
import { embeddedPool } from '../../src/platform/db/embedded.ts'
import { createDatabase, dropDatabase, urlOf } from './postgres.ts'

/** A migrated, empty database of the test file's own: embedded, or on the server at DATABASE_URL. */
export async function testDatabase(): Promise<Database> {
  const template = inject('template')
  return 'dump' in template ? fromDump(template.dump) : fromTemplate(template.databaseUrl, template.name)
}

async function fromDump(dump: string): Promise<Database> {
  const pglite = await PGlite.create({ loadDataDir: new Blob([await readFile(dump)]) })
  const database = databaseOn(embeddedPool(pglite), 'memory', () => pglite.close())
  afterAll(() => database[Symbol.asyncDispose]())
  return database
}

async function fromTemplate(databaseUrl: string, template: string): Promise<Database> {
  const name = `tertulia_test_${randomUUID()}`
  await createDatabase(databaseUrl, name, template)
  const database = await openDatabase({ databaseUrl: urlOf(databaseUrl, name), dataDir: '' })
  afterAll(async () => {
    await database[Symbol.asyncDispose]()
    await dropDatabase(databaseUrl, name)
  })
  return database
}
