import { expect, test } from 'vitest'
import { statementNames } from '../../../src/platform/db/statementNames.ts'
import { testDatabase } from '../../support/database.ts'

test('a statement has one name, and others have others', () => {
  const nameOf = statementNames()
  expect(nameOf({ sql: 'SELECT 1' })).toBe(nameOf({ sql: 'SELECT 1' }))
  expect(nameOf({ sql: 'SELECT 1' })).not.toBe(nameOf({ sql: 'SELECT 2' }))
})

test('names run out before a connection is full of statements', () => {
  const nameOf = statementNames()
  const names = Array.from({ length: 1000 }, (_, index) => nameOf({ sql: `SELECT ${index}` }))
  expect(new Set(names.filter(Boolean)).size).toBe(500)
  expect(nameOf({ sql: 'SELECT 0' })).toBe(names[0])
  expect(names.at(-1)).toBe('')
})

const { prisma } = await testDatabase()

test('a statement that is run again is prepared once', async () => {
  await prisma.user.findMany()
  await prisma.user.findMany()
  const prepared = await prisma.$queryRaw`
    SELECT count(*)::int AS times FROM pg_prepared_statements WHERE statement LIKE 'SELECT "public"."users"%'`
  expect(prepared).toEqual([{ times: 1 }])
})
