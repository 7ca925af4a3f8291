import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { embeddedPool } from './embedded.ts'
import { readMigrations, schemaPath } from './migrationFiles.ts'
import { openSchemaEngine } from './schemaEngine.ts'

/** The SQL that is missing from the migrations to make what schema.prisma says; '' when they agree. */
export async function migrationDiff(): Promise<string> {
  const pglite = await PGlite.create()
  const pool = embeddedPool(pglite)
  const engine = await openSchemaEngine(pool)
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations()) },
      to: {
        tag: 'schemaDatamodel',
        files: [{ path: schemaPath, content: await readFile(schemaPath, 'utf8') }],
      },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout?.startsWith('-- This is an empty migration') ? '' : (stdout ?? '')
  } finally {
    engine.free()
    await pool.end()
    await pglite.close()
  }
}
