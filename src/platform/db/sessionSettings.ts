import type { PrismaClient } from './generated/client.ts'

/** What a session was given when it began. A pooler in between may have dropped it: these are lacking then, as SQL sets them. */
export async function lackingSettings(prisma: PrismaClient): Promise<string[]> {
  const [settings] = await prisma.$queryRaw<[Record<string, boolean>]>`
    SELECT current_setting('timezone') IN ('UTC', 'Etc/UTC') AS "timezone = 'UTC'",
      NOT current_setting('enable_bitmapscan')::boolean AS "enable_bitmapscan = off",
      current_setting('max_parallel_workers_per_gather') = '0' AS "max_parallel_workers_per_gather = 0",
      NOT current_setting('jit')::boolean AS "jit = off",
      current_setting('plan_cache_mode') = 'force_generic_plan' AS "plan_cache_mode = force_generic_plan",
      current_setting('statement_timeout') <> '0' AS "statement_timeout = '30s'",
      current_setting('lock_timeout') <> '0' AS "lock_timeout = '2s'",
      current_setting('idle_in_transaction_session_timeout') <> '0' AS "idle_in_transaction_session_timeout = '60s'"`
  return Object.entries(settings).flatMap(([setting, isThere]) => (isThere ? [] : [setting]))
}
