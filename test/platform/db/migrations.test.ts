import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { applyMigrations } from '../../../src/platform/db/applyMigrations.ts'
import { openDatabase } from '../../../src/platform/db/database.ts'
import { migrationDiff } from '../../../src/platform/db/migrationDiff.ts'
import { migrationNames, migrationsFolder, schemaPath } from '../../../src/platform/db/migrationFiles.ts'
import { migrate, migrationState } from '../../../src/platform/db/migrations.ts'
import { OperatorError } from '../../../src/platform/operatorError.ts'
import { testDatabaseToMigrate } from '../../support/database.ts'
import { createDatabase, dropDatabase, urlOf } from '../../support/postgres.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tertulia-migrations-'))
  await cp(migrationsFolder, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

async function addMigration(name: string, sql: string) {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

test('nothing is missing from the migrations to make what schema.prisma says', async () => {
  const missing = await migrationDiff(await readFile(schemaPath, 'utf8'))
  expect(missing.trim()).toBe('-- This is an empty migration.')
})

test('a migrated database is current', async () => {
  const { database, pool } = await testDatabaseToMigrate(onTestFinished)
  expect(await migrationState(database.prisma)).toBe('current')
  expect(await applyMigrations(pool)).toEqual([])
})

test('a process that has migrated need not wait before it ends', async () => {
  const { pool } = await testDatabaseToMigrate(onTestFinished)
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  await applyMigrations(pool)
  // Those who run the test have some that end soon.
  for (let tries = 0; timers() > before && tries < 40; tries++) await setTimeout(50)
  expect(timers()).toBeLessThanOrEqual(before)
})

test('a database that lacks a migration is behind until it is applied', async () => {
  const { database, pool } = await testDatabaseToMigrate(onTestFinished)
  await addMigration('99990101000000_new', "CREATE TABLE novelties (a text DEFAULT 'a;b'); -- one; two")
  expect(await migrationState(database.prisma, folder)).toEqual({ pending: ['99990101000000_new'] })
  expect(await applyMigrations(pool, folder)).toEqual(['99990101000000_new'])
  expect(await migrationState(database.prisma, folder)).toBe('current')
  expect(await migrationState(database.prisma)).toEqual({ unknown: ['99990101000000_new'] })
})

test('a migration that fails is named, leaves nothing behind, and is tried again', async () => {
  const { database, pool } = await testDatabaseToMigrate(onTestFinished)
  const name = '99990101000000_broken'
  await addMigration(name, 'CREATE TABLE leftovers (a text); SELECT 1 / 0;')
  const failure = applyMigrations(pool, folder)
  await expect(failure).rejects.toThrow(OperatorError)
  await expect(failure).rejects.toThrow(
    `Migration ${name} failed and left nothing behind: ERROR: division by zero`,
  )
  expect(await migrationState(database.prisma, folder)).toEqual({ failed: [name] })
  await addMigration(name, 'CREATE TABLE leftovers (a text);')
  expect(await applyMigrations(pool, folder)).toEqual([name])
  expect(await migrationState(database.prisma, folder)).toBe('current')
})

const template = inject('template')

test.runIf('databaseUrl' in template)('instances that start at once apply each migration once', async () => {
  if (!('databaseUrl' in template)) return
  const name = `tertulia_test_${randomUUID()}`
  const databaseUrl = urlOf(template.databaseUrl, name)
  await createDatabase(template.databaseUrl, name)
  try {
    await using database = await openDatabase({ databaseUrl, dataDir: '' })
    expect(await migrationState(database.prisma)).toEqual({ pending: await migrationNames() })
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(databaseUrl)))
    expect(applied.flat()).toEqual(await migrationNames())
    expect(await migrationState(database.prisma)).toBe('current')
  } finally {
    await dropDatabase(template.databaseUrl, name)
  }
})
