import pg from 'pg'
import type { Database } from '../../src/platform/db/database.ts'
import type { Statement } from './statements.ts'

/** As PostgreSQL plans a statement for its parameters, and as it may once it has met it some times. */
const planModes = ['force_custom_plan', 'force_generic_plan'] as const

/** As it would scan a larger table by several processes, where it may. */
const eagerness = ['min_parallel_table_scan_size', 'parallel_setup_cost', 'parallel_tuple_cost']

/** How many rows of tables and indexes these statements read, used or not, by the dearer plan. What they write is undone. */
export const rowsRead = (database: Database, statements: Statement[]): Promise<number> =>
  mostOf(database, statements, (scan) => {
    const { 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Index Recheck': rechecked = 0 } = scan
    return (scan['Actual Rows'] + filtered + rechecked) * scan['Actual Loops']
  })

/** How often these statements look into a table, whether they find anything or not. */
export const looksInto = (database: Database, statements: Statement[], table: string): Promise<number> =>
  mostOf(database, statements, (scan) => (scan['Relation Name'] === table ? scan['Actual Loops'] : 0))

/** What all scans come to, by the dearer plan. */
async function mostOf(
  { prisma }: Database,
  statements: Statement[],
  count: (scan: Plan) => number,
): Promise<number> {
  const planned = statements.filter(({ text }) => /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)/.test(text))
  const counts = { force_custom_plan: 0, force_generic_plan: 0 }
  const undone = new Error('Undo what was written.')
  for (const mode of planModes) {
    const run = prisma.$transaction(async (transaction) => {
      await transaction.$executeRawUnsafe(`SET LOCAL plan_cache_mode = ${mode}`)
      for (const setting of eagerness) await transaction.$executeRawUnsafe(`SET LOCAL ${setting} = 0`)
      for (const { text, values } of planned) {
        await transaction.$executeRawUnsafe(`PREPARE asked AS ${text}`)
        const given = values.length ? `(${values.map(literal).join(', ')})` : ''
        const [answer] = await transaction.$queryRawUnsafe<Answer[]>(
          `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked${given}`,
        )
        await transaction.$executeRawUnsafe('DEALLOCATE asked')
        for (const { Plan } of answer?.['QUERY PLAN'] ?? []) counts[mode] += sumOf(Plan, count)
      }
      throw undone
    })
    await run.catch((error: unknown) => {
      if (error !== undone) throw error
    })
  }
  return Math.max(...Object.values(counts))
}

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  return pg.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value))
}

interface Answer {
  'QUERY PLAN': { Plan: Plan }[]
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

const scan = /^(Seq|Index|Index Only|Bitmap Heap|Bitmap Index|Tid) Scan$/

function sumOf(plan: Plan, count: (scan: Plan) => number): number {
  const own = scan.test(plan['Node Type']) ? count(plan) : 0
  return (plan.Plans ?? []).reduce((sum, child) => sum + sumOf(child, count), own)
}
