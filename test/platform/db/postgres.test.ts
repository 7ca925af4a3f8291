import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { openDatabase } from '../../../src/platform/db/database.ts'
import { OperatorError } from '../../../src/platform/operatorError.ts'

test('opening does not wait for a server, and its location keeps the password out', async () => {
  const databaseUrl = 'postgresql://ana:secret@127.0.0.1:1/chat?sslpassword=secret'
  await using database = await openDatabase({ databaseUrl, dataDir: '' })
  expect(database.location).toBe('postgresql://ana@127.0.0.1:1/chat')
  await expect(database.prisma.$queryRaw`SELECT 1`).rejects.toThrow()
})

test('what is no URL is refused without showing it', async () => {
  const refusal = openDatabase({ databaseUrl: 'postgresql://ana:sec#ret@:x', dataDir: '' })
  await expect(refusal).rejects.toThrow(OperatorError)
  await expect(refusal).rejects.not.toThrow('sec#ret')
})

const template = inject('template')
const serverUrl = 'databaseUrl' in template ? template.databaseUrl : ''
const onServer = test.runIf(serverUrl)

onServer('sessions are in UTC and have limits, whatever else the URL sets', async () => {
  const url = new URL(serverUrl)
  url.searchParams.set('options', '-c timezone=Asia/Tokyo -c work_mem=5MB')
  await using database = await openDatabase({ databaseUrl: url.href, dataDir: '' })
  const settings = await database.prisma.$queryRaw`
    SELECT current_setting('timezone') AS timezone, current_setting('work_mem') AS "workMem",
      current_setting('statement_timeout') AS "statementTimeout"`
  expect(settings).toEqual([{ timezone: 'UTC', workMem: '5MB', statementTimeout: '30s' }])
})

onServer('the loss of an idle connection is survived', async () => {
  await using database = await openDatabase({ databaseUrl: serverUrl, dataDir: '' })
  const [session] = await database.prisma.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`
  const other = new pg.Client(serverUrl)
  await other.connect()
  await other.query('SELECT pg_terminate_backend($1)', [session.pid])
  await other.end()
  await expect
    .poll(() => database.prisma.$queryRaw`SELECT pg_backend_pid() AS pid`.catch(() => null))
    .toEqual([{ pid: expect.any(Number) }])
})
