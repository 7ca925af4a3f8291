import type { Conversation } from '../../platform/db/generated/client.ts'
import { empty, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { Conflict, NotFound } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { conversationVisibleTo } from './visibleTo.ts'

const row = rowOf<Conversation>('conversations')

interface Change {
  key: string
  expectedVersion: number | null | undefined
  /** What of the row is set, beside its version. */
  set: Sql
  /** Of the row as it is: that the change would change anything. */
  when?: Sql
  /** A trashed conversation takes only what says so here. */
  trashed?: boolean
  /** More of the same statement, that goes on from the rows `changed`. */
  goingOn?: Sql
}

/**
 * Changes a conversation in one statement: it finds the row, if the viewer may see it, locks it, checks what it must
 * and raises the version if there is something to change. Refused as NotFound or Conflict, nothing is changed.
 */
export async function changeConversation(
  { prisma, viewer }: Work,
  { key, expectedVersion, set, when = sql`TRUE`, trashed = false, goingOn = empty }: Change,
): Promise<void> {
  const [target] = await prisma.$queryRaw<Target[]>(sql`
    WITH target AS (
      SELECT id, version, state FROM conversations
      WHERE id = ${key}::uuid AND ${conversationVisibleTo(row, sql`${viewer.id}::uuid`)} FOR UPDATE
    ), changed AS (
      UPDATE conversations SET version = conversations.version + 1, ${set} FROM target
      WHERE conversations.id = target.id AND ${when}
        AND (${trashed} OR target.state <> 'TRASHED')
        AND target.version = coalesce(${expectedVersion ?? null}::int, target.version)
      RETURNING conversations.*
    )${goingOn}
    SELECT version, state::text AS state FROM target`)
  check(key, target, expectedVersion, trashed)
}

/** Locks a conversation for the rest of a transaction, under the same checks. */
export async function lockConversation(
  { prisma, viewer }: Work,
  { key, expectedVersion, trashed = false }: Pick<Change, 'key' | 'expectedVersion' | 'trashed'>,
): Promise<void> {
  const [target] = await prisma.$queryRaw<Target[]>(sql`
    SELECT version, state::text AS state FROM conversations
    WHERE id = ${key}::uuid AND ${conversationVisibleTo(row, sql`${viewer.id}::uuid`)} FOR UPDATE`)
  check(key, target, expectedVersion, trashed)
}

interface Target {
  version: number
  state: string
}

function check(
  key: string,
  target: Target | undefined,
  expected: number | null | undefined,
  trashed: boolean,
): void {
  const current = { type: 'Conversation', key } as const
  if (!target) throw new NotFound('Conversation')
  if (target.state === 'TRASHED' && !trashed)
    throw new Conflict('The conversation is in the trash. Restore it first.', current)
  if (expected != null && target.version !== expected)
    throw new Conflict(
      `The conversation is at version ${target.version}, not ${expected}. Read it again.`,
      current,
    )
}
