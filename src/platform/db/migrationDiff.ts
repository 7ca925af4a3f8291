import { PGlite } from '@electric-sql/pglite'
import { embeddedPool } from './embedded.ts'
import { readMigrations } from './migrationFiles.ts'
import { openSchemaEngine } from './schemaEngine.ts'

/** The migration, as SQL, that leads from the migrations there are to a database such as the schema describes. */
export async function migrationDiff(schema: string): Promise<string> {
  // Loaded only where it is needed: it reads its files at once.
  const { dataDir } = await import('@electric-sql/pglite-prepopulatedfs')
  const pglite = await PGlite.create({ loadDataDir: await dataDir() })
  const pool = embeddedPool(pglite)
  const engine = await openSchemaEngine(pool)
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations()) },
      to: {
        tag: 'schemaDatamodel',
        files: [{ path: 'schema.prisma', content: schema }],
      },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout ?? ''
  } finally {
    engine.free()
    await pool.end()
    await pglite.close()
  }
}
