import { getLogs } from '@prisma/debug'
import { describe, expect, test, vi } from 'vitest'
import { sql } from '../../../src/platform/db/sql.ts'
import { testDatabase } from '../../support/database.ts'
import { testOnServer } from '../../support/meeting.ts'

const { prisma, statements, pool } = await testDatabase()

test('the adapter keeps no statement, nor what it was given, for a log', async () => {
  const secret = sql`SELECT ${'a secret'}::text AS said`
  expect(await statements.objects(secret)).toEqual([{ said: 'a secret' }])
  expect(await prisma.$queryRaw(secret)).toEqual([{ said: 'a secret' }])
  expect(await prisma.$transaction((transaction) => transaction.$queryRaw(secret))).toHaveLength(1)
  expect(getLogs()).toBe('')
})

describe('behind a statement', () => {
  const numbered = (text: string) => ({ text, values: [] })

  testOnServer(
    'what is sent sees what it did, over the same connection, which is free again then',
    async () => {
      await prisma.$executeRaw`CREATE TABLE behind (n int)`
      let seen: Promise<[n: number, pid: number][]> | undefined
      const [first] = await statements.objects<{ n: number; pid: number }>(
        sql`INSERT INTO behind VALUES (1) RETURNING n, pg_backend_pid() AS pid`,
        (query) => {
          seen = query(numbered('SELECT n, pg_backend_pid() FROM behind'))
        },
      )
      expect(await seen).toEqual([[1, first?.pid]])
      await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount))
    },
  )

  testOnServer('each fails by itself', async () => {
    let behind: Promise<unknown>[] = []
    const first = statements.objects(sql`SELECT 1 / 0`, (query) => {
      behind = [query(numbered('SELECT 1')), query(numbered('SELECT nothing')), query(numbered('SELECT 2'))]
    })
    await expect(first).rejects.toThrow('division by zero')
    const [one, nothing, two] = await Promise.allSettled(behind)
    expect(one).toMatchObject({ value: [[1]] })
    expect(nothing).toMatchObject({ status: 'rejected' })
    expect(two).toMatchObject({ value: [[2]] })
    await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount))
  })

  testOnServer('comes what is sent at once alone: the connection is soon another’s', async () => {
    let late: Promise<unknown> | undefined
    await statements.objects(sql`SELECT 1 AS n`, (query) => {
      late = Promise.resolve().then(() => query(numbered('SELECT 2')))
      late.catch(() => {})
    })
    await expect(late).rejects.toThrow('at once')
  })
})
