import type { PrismaClient } from '../platform/db/generated/client.ts'
import { lackingSettings } from '../platform/db/sessionSettings.ts'

export const UNNAMED_STATEMENTS_NEEDED =
  'a pooler in between does not keep named statements: set DATABASE_NAMED_STATEMENTS=false'

/** Why the sessions of a PostgreSQL cannot be worked with, or null where they can: in other zones, times would be wrong. */
export async function sessionProblem(prisma: PrismaClient): Promise<string | null> {
  const lacking = await lackingSettings(prisma)
  if (!lacking.length) return null
  const commands = lacking.map((setting) => `ALTER ROLE CURRENT_USER SET ${setting};`)
  return `a pooler in between drops what its sessions are given. Give it to the role, and restart the pooler: ${commands.join(' ')}`
}
