import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import { programFolder } from '../../programFolder.ts'

const prismaFolder = new URL('../prisma/', programFolder)

export const migrationsFolder = fileURLToPath(new URL('migrations', prismaFolder))
export const schemaPath = fileURLToPath(new URL('schema.prisma', prismaFolder))

/** The names of the migrations in the order in which they apply. */
export async function migrationNames(folder = migrationsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The migrations as the schema engine takes them. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const names = await migrationNames(folder)
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(`${folder}/migration_lock.toml`, 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(`${folder}/${name}/migration.sql`, 'utf8') },
        },
      })),
    ),
  }
}
