import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { type Serving, serve } from '../cli/tertulia.ts'
import { createDatabase, dropDatabase, urlOf } from '../support/postgres.ts'
import { SECRET } from '../support/server.ts'

const template = inject('template')

/** Instances share a PostgreSQL; the embedded database serves one process. */
export const hasPostgres = 'databaseUrl' in template

/** A database of the test file's own, and what starts instances of the server on it. */
export async function instancesOn(variables: Record<string, string> = {}): Promise<() => Promise<Serving>> {
  if (!('databaseUrl' in template)) throw new Error('DATABASE_URL is not set.')
  const { databaseUrl, name: original } = template
  const name = `tertulia_test_${randomUUID()}`
  await createDatabase(databaseUrl, name, original)
  afterAll(() => dropDatabase(databaseUrl, name))
  return () =>
    serve({
      DATABASE_URL: urlOf(databaseUrl, name),
      AUTH_JWT_SECRET: SECRET,
      LOG_LEVEL: 'fatal',
      ...variables,
    })
}
