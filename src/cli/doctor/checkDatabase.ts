import type pg from 'pg'
import type { Config } from '../../platform/config.ts'
import type { Database } from '../../platform/db/database.ts'
import type { PrismaClient } from '../../platform/db/generated/client.ts'
import { migrationState } from '../../platform/db/migrations.ts'
import { schemaProblem } from '../../server/schemaProblem.ts'
import { sessionProblem, UNNAMED_STATEMENTS_NEEDED } from '../sessionProblem.ts'
import type { Finding } from './finding.ts'

const OLDEST = 150_000
const MAX_SKEW_MS = 5_000

const found = (status: Finding['status'], message: string): Finding => ({
  subject: 'database',
  status,
  message,
})

/** Whether a PostgreSQL can be served. Fails where it cannot be reached. */
export async function checkPostgres(
  { prisma, pool, location }: Database,
  { databaseNamedStatements }: Pick<Config, 'databaseNamedStatements'>,
): Promise<Finding[]> {
  const asked = Date.now()
  const [server] = await prisma.$queryRaw<[{ number: number; version: string; now: number }]>`
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
      (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`
  const answered = Date.now()
  const state = await migrationState(prisma)
  const problem = schemaProblem(state)
  return [
    server.number < OLDEST
      ? found('problem', `${location} is PostgreSQL ${server.version}; it must be 15 or newer`)
      : found('ok', `PostgreSQL ${server.version} at ${location}`),
    {
      subject: 'migrations',
      status: problem ? 'problem' : 'ok',
      message: problem ?? 'all are applied',
    },
    ...skewOf(server.now, asked, answered),
    ...(await sessionFindings(prisma)),
    ...(await privilegeFindings(prisma)),
    ...(databaseNamedStatements ? await namedStatementFindings(pool) : []),
  ]
}

/** How far the clocks are apart, beyond the time that the question took. */
function skewOf(now: number, asked: number, answered: number): Finding[] {
  const skew = Math.round(now < asked ? asked - now : Math.max(0, now - answered))
  if (skew <= MAX_SKEW_MS) return []
  const message = `its clock and this machine's are ${skew / 1_000} s apart: URLs and tokens would end too early or too late. Have both follow NTP`
  return [found('problem', message)]
}

async function sessionFindings(prisma: PrismaClient): Promise<Finding[]> {
  const problem = await sessionProblem(prisma)
  return problem ? [found('problem', problem)] : []
}

/** Tables that the role may not read and write. */
async function privilegeFindings(prisma: PrismaClient): Promise<Finding[]> {
  const tables = await prisma.$queryRaw<{ name: string; role: string }[]>`
    SELECT relname::text AS name, current_user::text AS role FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND relname <> '_prisma_migrations'
      AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
        AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
    ORDER BY relname`
  if (!tables.length) return []
  const names = tables.map(({ name }) => name).join(', ')
  const message = `the role ${tables[0]?.role} may not read and write ${names}: GRANT SELECT, INSERT, UPDATE, DELETE on them`
  return [found('problem', message)]
}

/** Whether a statement that a session has named is there when it is used again: behind some poolers it is elsewhere. */
async function namedStatementFindings(pool: pg.Pool): Promise<Finding[]> {
  const [one, other] = await Promise.all([pool.connect(), pool.connect()])
  const named = { name: 'tertulia_doctor', text: 'SELECT 1' }
  try {
    await one.query(named)
    // The pooler now has to find another session for the first.
    await other.query('BEGIN')
    await other.query(named)
    await one.query(named)
    return []
  } catch (error) {
    // The one that PostgreSQL has for a name that is not there, or that is there already.
    const { code } = error as { code?: string }
    if (code !== '26000' && code !== '42P05') throw error
    return [found('problem', UNNAMED_STATEMENTS_NEEDED)]
  } finally {
    for (const client of [one, other]) client.release(true)
  }
}
