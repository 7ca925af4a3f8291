import type { Database } from './client.ts'
import { openPostgres, type PostgresOptions } from './postgres.ts'

export type { Database } from './client.ts'

/**
 * PostgreSQL at `databaseUrl`, whose server may come up later and whose migrations are its operator's
 * business; else the embedded database in the folder `dataDir`, which migrates itself.
 */
export async function openDatabase({
  databaseUrl,
  dataDir,
  ...options
}: PostgresOptions & { databaseUrl?: string; dataDir: string }): Promise<Database> {
  if (databaseUrl) return openPostgres(databaseUrl, options)
  // Loaded only where it is needed: PGlite takes its time.
  const { openEmbedded } = await import('./embedded.ts')
  return openEmbedded(dataDir)
}
