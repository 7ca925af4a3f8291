import { getLogs } from '@prisma/debug'
import { expect, test } from 'vitest'
import { sql } from '../../../src/platform/db/sql.ts'
import { testDatabase } from '../../support/database.ts'

const { prisma, statements } = await testDatabase()

test('the adapter keeps no statement, nor what it was given, for a log', async () => {
  const secret = sql`SELECT ${'a secret'}::text AS said`
  expect(await statements.objects(secret)).toEqual([{ said: 'a secret' }])
  expect(await prisma.$queryRaw(secret)).toEqual([{ said: 'a secret' }])
  expect(await prisma.$transaction((transaction) => transaction.$queryRaw(secret))).toHaveLength(1)
  expect(getLogs()).toBe('')
})
