import v8 from 'node:v8'
import vm from 'node:vm'
import { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { embeddedPool } from '../../../src/platform/db/embedded.ts'

let pglite: PGlite
let pool: pg.Pool

beforeAll(async () => {
  pglite = await PGlite.create()
})
beforeEach(async () => {
  pool = embeddedPool(pglite)
  await pool.query('DROP TABLE IF EXISTS notes')
  await pool.query('CREATE TABLE notes (text text NOT NULL)')
})
afterEach(() => pool.end())
afterAll(() => pglite.close())

test('values larger than any buffer come back as they were', async () => {
  const text = 'né👋'.repeat(700_000)
  await pool.query('INSERT INTO notes VALUES ($1)', [text])
  const { rows } = await pool.query('SELECT text FROM notes')
  expect(rows[0].text === text).toBe(true)
})

test('what was read is not kept', async () => {
  v8.setFlagsFromString('--expose-gc')
  const collect: () => void = vm.runInNewContext('gc')
  const held = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const read = () => pool.query("SELECT repeat('x', 1000000)")
  await read()
  const before = held()
  for (let count = 0; count < 50; count++) await read()
  expect(held() - before).toBeLessThan(10_000_000)
})

test('an error has its code and leaves the connection usable', async () => {
  await expect(pool.query('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' })
  await expect(pool.query('SELEC')).rejects.toMatchObject({ code: '42601' })
  await expect(pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
})

test('queries at the same time each get their own answer', async () => {
  const numbers = Array.from({ length: 50 }, (_, index) => index)
  const answers = await Promise.all(numbers.map((number) => pool.query('SELECT $1::int AS number', [number])))
  expect(answers.map(({ rows }) => rows[0].number)).toEqual(numbers)
})

test('a transaction keeps other queries out until it ends', async () => {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query("INSERT INTO notes VALUES ('a')")
  const count = pool.query('SELECT count(*)::int AS notes FROM notes')
  await client.query('ROLLBACK')
  client.release()
  expect((await count).rows).toEqual([{ notes: 0 }])
})

test('a dropped connection leaves neither a transaction nor prepared statements', async () => {
  const client = await pool.connect()
  await client.query({ name: 'statement', text: 'SELECT 1 AS one' })
  await client.query('BEGIN')
  await client.query("INSERT INTO notes VALUES ('a')")
  client.release(true)
  const { rows } = await pool.query({ name: 'statement', text: 'SELECT count(*)::int AS notes FROM notes' })
  expect(rows).toEqual([{ notes: 0 }])
  await pool.query("INSERT INTO notes VALUES ('b')")
  expect((await pglite.query('SELECT text FROM notes')).rows).toEqual([{ text: 'b' }])
})

test('a fault inside PGlite fails the query, and the next one gets a connection of its own', async () => {
  vi.spyOn(pglite, 'execProtocolRawStream').mockRejectedValueOnce(new Error('memory access out of bounds'))
  await expect(pool.query('SELECT 1')).rejects.toThrow('memory access out of bounds')
  await expect(pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
})

test('the database outlives its connections', async () => {
  await pool.query("INSERT INTO notes VALUES ('a')")
  const first = pool
  pool = embeddedPool(pglite)
  await first.end()
  expect((await pool.query('SELECT text FROM notes')).rows).toEqual([{ text: 'a' }])
})
