import type { Database } from './client.ts'
import { openPostgres } from './postgres.ts'

export type { Database } from './client.ts'

/**
 * PostgreSQL at `databaseUrl`, whose server may come up later and whose migrations are its operator's
 * business; else the embedded database in the folder `dataDir`, which migrates itself.
 */
export async function openDatabase(options: { databaseUrl?: string; dataDir: string }): Promise<Database> {
  if (options.databaseUrl) return openPostgres(options.databaseUrl)
  // Loaded only where it is needed: PGlite takes its time.
  const { openEmbedded } = await import('./embedded.ts')
  return openEmbedded(options.dataDir)
}
