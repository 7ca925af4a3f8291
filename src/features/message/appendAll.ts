import type { Conversation } from '../../platform/db/generated/client.ts'
import { empty, rowOf, sql } from '../../platform/db/sql.ts'
import { NotFound, Refusal } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { conversationVisibleTo } from '../conversation/index.ts'
import { type Append, AppendBatch, type AppendState } from './appendBatch.ts'

type Transaction = Omit<Work, 'viewer'>

/** The conversations that a transaction takes: those that are free, or all, after waiting a little for those that are not. */
export type Claim = 'FREE' | 'ALL'

/** Nothing was done, since somebody else has the conversation. */
export const HELD = Symbol('held')

/** Of one append: refused, held, or null for one that is made, or was made before. */
export type Outcome = Refusal | typeof HELD | null

/**
 * Makes many appends in one transaction with a fixed number of statements. Each is answered on its own, in its place; those
 * to one message alike are all held or none. Claiming ALL fails with a lock timeout when one stays locked.
 */
export async function appendAll(
  work: Transaction,
  appends: readonly Append[],
  claim: Claim,
): Promise<Outcome[]> {
  const locked = await lock(work, appends, claim)
  const states = await statesOf(work, appends)
  const batch = new AppendBatch(work)
  const outcomes: Outcome[] = []
  for (const [index, append] of appends.entries()) {
    const state = states.get(index)
    const isHeld = state?.status === 'STREAMING' && !locked.has(state.conversationId)
    outcomes.push(isHeld ? HELD : await outcomeOf(batch, state, append))
  }
  await batch.write()
  return outcomes
}

async function outcomeOf(
  batch: AppendBatch,
  state: AppendState | undefined,
  append: Append,
): Promise<Refusal | null> {
  try {
    if (!state) throw new NotFound('Message')
    await batch.add(state, append)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

const WAIT_MS = 100

/** Locks conversations in the order in which every transaction locks them, and answers with the keys of those it has. */
async function lock({ prisma }: Transaction, appends: readonly Append[], claim: Claim): Promise<Set<string>> {
  const visible = conversationVisibleTo(rowOf<Conversation>('c'), sql`r.viewer`)
  if (claim === 'ALL') await prisma.$executeRawUnsafe(`SET LOCAL lock_timeout = ${WAIT_MS}`)
  const rows = await prisma.$queryRaw<{ id: string }[]>(sql`
    SELECT id FROM conversations WHERE id IN (
      SELECT c.id FROM ${requested(appends)} JOIN messages m ON m.id = r.message AND m.status = 'STREAMING'
      JOIN conversations c ON c.id = m.conversation_id AND ${visible}
    ) ORDER BY id FOR UPDATE ${claim === 'FREE' ? sql`SKIP LOCKED` : empty}`)
  return new Set(rows.map(({ id }) => id))
}

const requested = (appends: readonly Append[]) => sql`
  unnest(${appends.map(({ messageKey }) => messageKey)}::uuid[], ${appends.map(({ viewerKey }) => viewerKey)}::uuid[],
    ${appends.map(({ partIndex }) => partIndex)}::int[]) WITH ORDINALITY AS r(message, viewer, part, i)`

async function statesOf(
  { prisma }: Transaction,
  appends: readonly Append[],
): Promise<Map<number, AppendState>> {
  const visible = conversationVisibleTo(rowOf<Conversation>('c'), sql`r.viewer`)
  const states = await prisma.$queryRaw<(AppendState & { index: number })[]>(sql`
    SELECT r.i::int - 1 AS index, m.id, m.conversation_id AS "conversationId", m.status::text AS status,
      c.state::text AS "conversationState", s.part_count AS "partCount", s.content_bytes AS "contentBytes", s.bytes,
      s.number, k.type, k.ends_at AS "endsAt"
    FROM ${requested(appends)} JOIN messages m ON m.id = r.message
    JOIN conversations c ON c.id = m.conversation_id AND ${visible}
    LEFT JOIN message_streams s ON s.message_id = m.id
    LEFT JOIN LATERAL (
      SELECT type, ends_at FROM message_chunks
      WHERE message_id = m.id AND part_index = r.part ORDER BY number DESC LIMIT 1
    ) k ON TRUE`)
  return new Map(states.map((state) => [state.index, state]))
}
