import type { Database } from '../platform/db/database.ts'
import { migrationState } from '../platform/db/migrations.ts'
import { OperatorError } from '../platform/operatorError.ts'
import { schemaProblem } from '../server/schemaProblem.ts'
import { sessionProblem, UNNAMED_STATEMENTS_NEEDED } from './sessionProblem.ts'

/** Refuses a database that cannot be served, before anyone is told that it is. */
export async function requireCurrentSchema(
  { prisma, location }: Database,
  { databaseUrl }: { databaseUrl?: string },
): Promise<void> {
  const state = await migrationState(prisma).catch((cause: Error) => {
    throw new OperatorError(`${location}: ${reasonOf(cause)}`, { cause })
  })
  const problem = schemaProblem(state) ?? (databaseUrl ? await sessionProblem(prisma) : null)
  if (problem) throw new OperatorError(`${location}: ${problem}`)
}

/** Prisma tells at length which call failed; why stands at the end. */
function reasonOf({ message }: Error): string {
  const reason = /Message: `(.+)`/.exec(message)?.[1] ?? message.trim()
  return /^prepared statement /.test(reason) ? `${reason}: ${UNNAMED_STATEMENTS_NEEDED}` : reason
}
