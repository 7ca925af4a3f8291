import { z } from 'zod'
import type { Space } from '../../platform/db/generated/client.ts'
import { join, rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import { endConversations } from '../../platform/events/endConversations.ts'
import { keyOf } from '../../platform/references.ts'
import { NotFound } from '../../platform/refusal.ts'
import { atOnce, inTransaction, type Session } from '../../platform/session.ts'
import { titleKey } from '../../platform/text.ts'
import { label, metadata, title, validate } from '../../platform/validation.ts'
import { spaceVisibleTo } from '../space/index.ts'
import { changeConversation, changeLocked, lockConversation } from './change.ts'

/** What each mutation of a conversation itself does. All answer with the conversation's key. */

interface Input {
  conversationId: string
  expectedVersion?: number | null | undefined
}

const naming = z.object({ title })

export async function renameConversation(
  session: Session,
  input: Input & { title: string },
): Promise<string> {
  const name = validate(naming, input).title
  return change(session, input, {
    set: sql`title = ${name}, title_key = ${titleKey(name)}, updated_at = now()`,
    when: sql`title IS DISTINCT FROM ${name}`,
  })
}

const settings = z.object({ agentId: label.nullish(), mode: label.nullish(), metadata: metadata.nullish() })

export async function configureConversation(
  session: Session,
  input: Input & z.input<typeof settings>,
): Promise<string> {
  const { agentId, mode, metadata } = validate(settings, input)
  const values: [Sql, Sql][] = []
  if (agentId !== undefined) values.push([sql`agent_id`, sql`${agentId}::varchar`])
  if (mode !== undefined) values.push([sql`mode`, sql`${mode}::varchar`])
  if (metadata !== undefined)
    values.push([sql`metadata`, sql`${metadata && JSON.stringify(metadata)}::jsonb`])
  return change(session, input, {
    set: join([...values.map(([column, value]) => sql`${column} = ${value}`), sql`updated_at = now()`]),
    when: values.length
      ? sql`(${join(
          values.map(([column, value]) => sql`conversations.${column} IS DISTINCT FROM ${value}`),
          ' OR ',
        )})`
      : sql`FALSE`,
  })
}

export async function moveConversation(
  session: Session,
  input: Input & { spaceId: string },
): Promise<string> {
  const spaceKey = keyOf('Space', input.spaceId)
  const key = keyOf('Conversation', input.conversationId)
  const visible = spaceVisibleTo(rowOf<Space>('spaces'), sql`${session.viewer.id}::uuid`)
  return inTransaction(session, async (work) => {
    // Locked, so that it is still there when the conversation arrives.
    const spaces = await work.prisma.$queryRaw<unknown[]>(
      sql`SELECT 1 FROM spaces WHERE id = ${spaceKey}::uuid AND ${visible} FOR SHARE`,
    )
    if (!spaces.length) throw new NotFound('Space')
    const conversation = await lockConversation(work, { key, expectedVersion: input.expectedVersion })
    if (conversation.spaceId !== spaceKey)
      await changeLocked(work, key, {
        set: sql`version = version + 1, space_id = ${spaceKey}::uuid, updated_at = now(),`,
        list: [
          { type: 'CONVERSATION_LEFT', spaceKey: conversation.spaceId },
          { type: 'CONVERSATION_CHANGED' },
        ],
      })
    return key
  })
}

export const pinConversation = (session: Session, input: Input) =>
  change(session, input, { set: sql`is_pinned = true`, when: sql`NOT is_pinned` })

export const unpinConversation = (session: Session, input: Input) =>
  change(session, input, { set: sql`is_pinned = false`, when: sql`is_pinned` })

export const archiveConversation = (session: Session, input: Input) =>
  change(session, input, {
    set: sql`state = 'ARCHIVED', archived_at = now(), updated_at = now()`,
    when: sql`conversations.state = 'ACTIVE'`,
  })

export const unarchiveConversation = (session: Session, input: Input) =>
  change(session, input, {
    set: sql`state = 'ACTIVE', archived_at = NULL, updated_at = now()`,
    when: sql`conversations.state = 'ARCHIVED'`,
  })

export const trashConversation = (session: Session, input: Input) =>
  change(session, input, {
    set: sql`state = 'TRASHED', trashed_at = now(), updated_at = now()`,
    when: sql`conversations.state <> 'TRASHED'`,
    trashed: true,
  })

/** Back to the state from before, which `archived_at` remembers. */
export const restoreConversation = (session: Session, input: Input) =>
  change(session, input, {
    set: sql`trashed_at = NULL, updated_at = now(),
      state = CASE WHEN archived_at IS NULL THEN 'ACTIVE' ELSE 'ARCHIVED' END::conversation_state`,
    when: sql`conversations.state = 'TRASHED'`,
    trashed: true,
  })

export function deleteConversation(session: Session, input: Input): Promise<string> {
  const key = keyOf('Conversation', input.conversationId)
  return inTransaction(session, async (work) => {
    await lockConversation(work, { key, expectedVersion: input.expectedVersion, trashed: true })
    await endConversations(work, sql`id = ${key}::uuid`)
    return key
  })
}

async function change(
  session: Session,
  { conversationId, expectedVersion }: Input,
  rest: Omit<Parameters<typeof changeConversation>[1], 'key' | 'expectedVersion'>,
): Promise<string> {
  const key = keyOf('Conversation', conversationId)
  await atOnce(session, (work) => changeConversation(work, { key, expectedVersion, ...rest }))
  return key
}
