import type { Conversation } from '../../platform/db/generated/client.ts'
import { empty, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import {
  type ConversationEvent,
  type Grown,
  grown,
  type ListEvent,
  raised,
  recorded,
} from '../../platform/events/log.ts'
import { Conflict, NotFound } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { conversationVisibleTo } from './visibleTo.ts'

const row = rowOf<Conversation>('conversations')

interface Told {
  /** What those are told who watch the conversation; CONVERSATION_CHANGED alone when left out. */
  events?: ConversationEvent[]
  /** What those are told who watch its owner's lists; likewise. */
  list?: ListEvent[]
}

interface Change extends Told {
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

const CHANGED = [{ type: 'CONVERSATION_CHANGED' as const }]

/**
 * Changes a conversation in one statement: it finds the row, if the viewer may see it, locks it, checks what it must,
 * and if there is something to change raises the version and tells of it. Refused, nothing is changed.
 */
export async function changeConversation(work: Work, change: Change): Promise<void> {
  const { key, expectedVersion, set, when = sql`TRUE`, trashed = false, goingOn = empty } = change
  const { events = CHANGED, list = CHANGED } = change
  const [target] = await work.query<Target & Grown>(sql`
    WITH target AS (
      SELECT id, version, state FROM conversations
      WHERE id = ${key}::uuid AND ${conversationVisibleTo(row, sql`${work.viewer.id}::uuid`)} FOR UPDATE
    ), changed AS (
      UPDATE conversations SET version = conversations.version + 1, ${set}, ${raised(events)} FROM target
      WHERE conversations.id = target.id AND ${when}
        AND (${trashed} OR target.state <> 'TRASHED')
        AND target.version = coalesce(${expectedVersion ?? null}::int, target.version)
      RETURNING conversations.*
    )${goingOn}${recorded(events, list)}
    SELECT version, state::text AS state, ${grown} FROM target`)
  check(key, target, expectedVersion, trashed)
  if (target) tell(work, key, target)
}

/** Changes a conversation that the transaction has locked, and tells of it. */
export async function changeLocked(
  work: Omit<Work, 'viewer'>,
  key: string,
  change: Told & { set?: Sql },
): Promise<void> {
  const { set = empty, events = CHANGED, list = CHANGED } = change
  const [told] = await work.query<Grown>(sql`
    WITH changed AS (
      UPDATE conversations SET ${set} ${raised(events)} WHERE id = ${key}::uuid RETURNING *
    )${recorded(events, list)}
    SELECT ${grown}`)
  if (told) tell(work, key, told)
}

/** Locks a conversation for the rest of a transaction, under the same checks. */
export async function lockConversation(
  { prisma, viewer }: Work,
  { key, expectedVersion, trashed = false }: Pick<Change, 'key' | 'expectedVersion' | 'trashed'>,
): Promise<Locked> {
  const [conversation] = await prisma.$queryRaw<Locked[]>(sql`
    SELECT version, state::text AS state, space_id AS "spaceId", title, is_pinned AS "isPinned",
      last_position AS "lastPosition" FROM conversations
    WHERE id = ${key}::uuid AND ${conversationVisibleTo(row, sql`${viewer.id}::uuid`)} FOR UPDATE`)
  return check(key, conversation, expectedVersion, trashed)
}

/** What changes need to know of the conversation that they lock. */
export type Locked = Pick<
  Conversation,
  'version' | 'state' | 'spaceId' | 'title' | 'isPinned' | 'lastPosition'
>

function tell(
  { logGrew }: Pick<Work, 'logGrew'>,
  key: string,
  { number, listNumber, ownerKey }: Grown,
): void {
  if (number !== null) logGrew(key, number)
  if (listNumber !== null && ownerKey !== null) logGrew(ownerKey, listNumber)
}

interface Target {
  version: number
  state: string
}

function check<T extends Target>(
  key: string,
  target: T | undefined,
  expected: number | null | undefined,
  trashed: boolean,
): T {
  const current = { type: 'Conversation', key } as const
  if (!target) throw new NotFound('Conversation')
  if (target.state === 'TRASHED' && !trashed)
    throw new Conflict('The conversation is in the trash. Restore it first.', current)
  if (expected != null && target.version !== expected)
    throw new Conflict(
      `The conversation is at version ${target.version}, not ${expected}. Read it again.`,
      current,
    )
  return target
}
