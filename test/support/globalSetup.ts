import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { dataDir } from '@electric-sql/pglite-prepopulatedfs'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '../../src/platform/db/applyMigrations.ts'
import { embeddedPool } from '../../src/platform/db/embedded.ts'
import { migrate } from '../../src/platform/db/migrations.ts'
import { isMissing } from './chromium.ts'
import { createDatabase, dropDatabase, urlOf } from './postgres.ts'

/** Migrated once; each test file starts from a copy. */
export type Template = { databaseUrl: string; name: string } | { dump: string }

declare module 'vitest' {
  export interface ProvidedContext {
    template: Template
  }
}

export default async function setup(project: TestProject) {
  // Before the files that look at the examples, each of which would install and build them in the same folder.
  // As people build them: with Vitest's NODE_ENV they would be made for their development.
  const { NODE_ENV: _, ...env } = process.env
  if (!isMissing) execFileSync(process.execPath, ['scripts/examples.mjs'], { stdio: 'inherit', env })
  const databaseUrl = process.env.DATABASE_URL
  return databaseUrl ? setupPostgres(project, databaseUrl) : setupEmbedded(project)
}

async function setupPostgres(project: TestProject, databaseUrl: string) {
  const name = `tertulia_test_${randomUUID()}`
  await createDatabase(databaseUrl, name)
  await migrate(urlOf(databaseUrl, name))
  project.provide('template', { databaseUrl, name })
  return () => dropDatabase(databaseUrl, name)
}

async function setupEmbedded(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'tertulia-test-'))
  const dump = join(folder, 'template.tar')
  const pglite = await PGlite.create({ loadDataDir: await dataDir() })
  const pool = embeddedPool(pglite)
  await applyMigrations(pool)
  await pool.end()
  await writeFile(dump, new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await pglite.close()
  project.provide('template', { dump })
  return () => rm(folder, { recursive: true })
}
