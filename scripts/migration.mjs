// Writes the migration that brings the database to what schema.prisma says, for its author to complete.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { migrationDiff } from '../dist/platform/db/migrationDiff.js'
import { migrationsFolder, schemaPath } from '../dist/platform/db/migrationFiles.js'

const name = process.argv[2] ?? ''
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run migration -- name_in_snake_case')
  process.exit(1)
}

const sql = await migrationDiff(await readFile(schemaPath, 'utf8'))
const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const folder = `${migrationsFolder}/${timestamp}_${name}`
await mkdir(folder)
await writeFile(`${folder}/migration.sql`, sql)
console.log(
  `Wrote ${folder}/migration.sql${sql ? '' : ', empty, since the migrations agree with schema.prisma'}`,
)
