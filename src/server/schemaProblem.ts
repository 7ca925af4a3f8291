import type { MigrationState } from '../platform/db/migrations.ts'

/** Why a database with its schema in this state cannot be served, or null when it can. */
export function schemaProblem(state: MigrationState): string | null {
  if (state === 'current') return null
  if ('pending' in state)
    return `the database is behind: run "tertulia migrate" (${state.pending.join(', ')})`
  if ('unknown' in state) return `the database is ahead of this program (${state.unknown.join(', ')})`
  return `a migration did not finish: run "tertulia migrate" (${state.failed.join(', ')})`
}
