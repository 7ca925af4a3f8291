import { randomUUID } from 'node:crypto'
import { type FieldNode, parse } from 'graphql'
import { expect, onTestFinished, test, vi } from 'vitest'
import { TooLarge } from '../../src/graphql/answerLimit.ts'
import { Budget } from '../../src/graphql/plan/budget.ts'
import { PreparedRead } from '../../src/graphql/plan/preparedRead.ts'
import { Reads } from '../../src/graphql/plan/reads.ts'
import { sql } from '../../src/platform/db/sql.ts'
import type { Statements, Written } from '../../src/platform/db/statements.ts'
import { testDatabase } from '../support/database.ts'

const MIB = 1024 * 1024
const columns = ['id', 'viewer'] as const

/** How often each read is compiled when all of them are asked for, and then the first once more. */
function compiledOf(count: number, key: string, { document = '{ a }', value = '' } = {}): number {
  const compile = vi.fn(() => ({ columns, sql: sql`SELECT ${value}`, blanks: [] }))
  const reads = new Reads({} as Statements)
  const [operation] = parse(document).definitions
  if (operation?.kind !== 'OperationDefinition') throw new Error('No operation')
  const nodes = operation.selectionSet.selections as FieldNode[]
  for (let index = 0; index < count; index++) reads.prepare(`${index} ${key}`, nodes, compile)
  reads.prepare(`0 ${key}`, nodes, compile)
  return compile.mock.calls.length
}

test('reads are remembered', () => {
  expect(compiledOf(10, 'a')).toBe(10)
})

test.each([
  ['variables', 'x'.repeat(MIB), {}],
  ['values', '', { value: 'x'.repeat(MIB) }],
  ['document', '', { document: `{ a } ${' '.repeat(MIB)}` }],
])('but for no longer than there is room for their %s', (_name, key, options) => {
  expect(compiledOf(10, key, options)).toBe(11)
})

test('of those who read too much together, one who fails alone fails alone', async () => {
  const rows = vi.fn(async ({ values }: Written) => {
    const keys = [values.at(-2)].flat()
    if (keys.length > 1) throw new Error('invalid memory alloc request size 1073741824')
    if (keys[0] === 'slow') throw new Error('canceling statement due to statement timeout')
    return [['{}']]
  })
  const read = new PreparedRead({ rows } as unknown as Statements, { columns, sql: sql`NULL`, blanks: [] })
  const load = (key: string) => read.load({ root: { id: key, viewer: key }, budget: new Budget(MIB) })
  // Every other answer goes together: each set fails as a whole, and then one by one.
  const results = await Promise.allSettled(['a', 'c', 'slow', 'd', 'b', 'e'].map(load))
  const failed = results.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))
  expect(failed).toEqual([2])
  expect(results[2]).toMatchObject({ reason: { message: expect.stringContaining('too long') } })
  expect(rows).toHaveBeenCalledTimes(8)
})

test.each([
  ['short', 10, 12],
  ['long', 100 * 1024, 2],
])(
  'of those who read %s texts together, no more are answered in one turn than take long',
  async (_name, length, most) => {
    const { statements } = await testDatabase()
    const read = new PreparedRead(statements, { columns, sql: sql`repeat('x', ${length}::int)`, blanks: [] })
    // Every other answer goes together.
    const budgets = Array.from({ length: 24 }, () => new Budget(MIB)).filter(({ number }) => number % 2)
    const inTurn = [0]
    const nextTurn = () => {
      inTurn.push(0)
      turning = setImmediate(nextTurn)
    }
    let turning = setImmediate(nextTurn)
    onTestFinished(() => clearImmediate(turning))
    const texts = budgets.map(async (budget) => {
      const text = await read.load({ root: { id: randomUUID(), viewer: randomUUID() }, budget })
      inTurn.push((inTurn.pop() ?? 0) + 1)
      return text
    })
    expect(await Promise.all(texts)).toEqual(Array(12).fill('x'.repeat(length)))
    expect(Math.max(...inTurn)).toBe(most)
  },
)

test('text that becomes too long for the database is too large, whatever its version says of it', async () => {
  const { statements } = await testDatabase()
  const long = sql`(SELECT string_agg(repeat('x', 10000000), '') FROM generate_series(1, 120))`
  const read = new PreparedRead(statements, { columns, sql: long, blanks: [] })
  const root = { id: randomUUID(), viewer: randomUUID() }
  await expect(read.load({ root, budget: new Budget(MIB) })).rejects.toThrow(TooLarge)
})

test('what one answer may have, it may have of one object; what it may not, others do not feel', async () => {
  const rows = vi.fn(async ({ values }: Written) => {
    const [most, ...rest] = values as [number, ...unknown[]]
    const sizes = [rest.at(-2)].flat().map(Number)
    const isTooMuch = sizes.reduce((sum, size) => sum + size, 0) > most
    return sizes.map((size, index) => [isTooMuch ? null : 'x'.repeat(size), index + 1])
  })
  const read = new PreparedRead({ rows } as unknown as Statements, { columns, sql: sql`NULL`, blanks: [] })
  const outcomes = (...wanted: [size: number, budget: Budget][]) =>
    Promise.all(
      wanted.map(([size, budget]) =>
        read.load({ root: { id: `${size}`, viewer: '' }, budget }).then(
          (text) => text?.length,
          (error: Error) => error.constructor,
        ),
      ),
    )
  const many = new Budget(100)
  expect(await outcomes([80, many], [1, many], [2, many])).toEqual([80, 1, 2])
  expect(rows).toHaveBeenCalledTimes(1)
  expect(await outcomes([10, many], [10, many], [10, new Budget(100)])).toEqual([TooLarge, TooLarge, 10])
  const [first, elsewhere, other] = [new Budget(100), new Budget(100), new Budget(100)]
  expect(await outcomes([200, first], [1, elsewhere], [90, other])).toEqual([TooLarge, 1, 90])
})
