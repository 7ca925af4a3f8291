import type pg from 'pg'
import { OperatorError } from '../operatorError.ts'
import { readMigrations } from './migrationFiles.ts'
import { openSchemaEngine } from './schemaEngine.ts'

/**
 * Applies what is missing and answers with its names. The pool must have one connection only, which holds the
 * lock until it closes.
 */
export async function applyMigrations(pool: pg.Pool, folder?: string): Promise<string[]> {
  const migrationsList = await readMigrations(folder)
  const filters = { externalTables: [], externalEnums: [] }
  // The engine's own lock, taken early: what another instance is applying looks as if it had failed.
  await pool.query('SELECT pg_advisory_lock(72707369)')
  const engine = await openSchemaEngine(pool)
  try {
    // Each runs as one transaction, so that one which did not finish has changed nothing.
    const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      filters,
      optInToShadowDatabase: false,
    })
    for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
    return appliedMigrationNames
  } catch (error) {
    throw describe(error)
  } finally {
    engine.free()
  }
}

/** The engine's message ends with where in the engine the error came up; what matters stands in between. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const name = /migration_name="(.+)"/.exec(error.message)?.[1]
  const reason = /Error querying the database: (.+)/.exec(error.message)?.[1]
  if (!name || !reason) return error
  return new OperatorError(`Migration ${name} failed and left nothing behind: ${reason}`, { cause: error })
}
