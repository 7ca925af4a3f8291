import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../../src/platform/db/database.ts'
import { migrationState } from '../../../src/platform/db/migrations.ts'
import { OperatorError } from '../../../src/platform/operatorError.ts'

const parent = await mkdtemp(join(tmpdir(), 'tertulia-embedded-'))
const dataDir = join(parent, 'data')
afterAll(() => rm(parent, { recursive: true }))

const id = randomUUID()

test('a new folder is made for its owner alone, and becomes a current database', async () => {
  await using database = await openDatabase({ dataDir })
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
  expect(await migrationState(database.prisma)).toBe('current')
  expect(database.location).toBe(dataDir)
  await database.prisma.user.create({ data: { id, subject: 'ana', name: 'Ana' } })
  await expect(openDatabase({ dataDir })).rejects.toThrow(`${dataDir} is in use by process ${process.pid}`)
})

test('what was written is there when it is opened again', async () => {
  expect(await readdir(dataDir)).toEqual(['postgres'])
  await using database = await openDatabase({ dataDir })
  expect(await database.prisma.user.findUnique({ where: { id } })).toMatchObject({ name: 'Ana' })
})

test('a folder that a newer version wrote is refused, and let go', async () => {
  {
    await using database = await openDatabase({ dataDir })
    await database.prisma.$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
      VALUES ('a', 'a', '99990101000000_later', now())`
  }
  const refusal = openDatabase({ dataDir })
  await expect(refusal).rejects.toThrow(OperatorError)
  await expect(refusal).rejects.toThrow('99990101000000_later')
  expect(await readdir(dataDir)).toEqual(['postgres'])
})

test('a first start that was cut short is begun again', async () => {
  const folder = join(parent, 'cut-short')
  await mkdir(join(folder, 'postgres-draft'), { recursive: true })
  await writeFile(join(folder, 'postgres-draft', 'PG_VERSION'), '18')
  await using database = await openDatabase({ dataDir: folder })
  expect(await migrationState(database.prisma)).toBe('current')
})
