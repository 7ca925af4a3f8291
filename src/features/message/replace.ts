import { z } from 'zod'
import { isUniqueViolation, taken } from '../../platform/creation.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import type { ConversationEvent } from '../../platform/events/log.ts'
import { keyOf } from '../../platform/references.ts'
import { Conflict } from '../../platform/refusal.ts'
import { inTransaction, type Session, type Work } from '../../platform/session.ts'
import { titleKey } from '../../platform/text.ts'
import { title, validate } from '../../platform/validation.ts'
import { filesOfAll, insertMessages, messageRows, newMessages } from '../content/index.ts'
import { changeLocked, type Locked, lockConversation } from '../conversation/index.ts'
import { attachFiles, collectUploads, lockFiles } from '../file/index.ts'
import { type Difference, differenceOf } from './difference.ts'
import { lastMessageAt } from './lastMessageAt.ts'

const replacement = z.object({
  title: title.optional(),
  isPinned: z.boolean().optional(),
  messages: newMessages,
})

type Replacement = z.output<typeof replacement>

interface Input {
  conversationId: string
  expectedVersion?: number | null | undefined
  title?: string | null | undefined
  isPinned?: boolean | null | undefined
  messages: z.input<typeof newMessages>
}

/** Puts a whole history in the place of the stored one, and answers with the conversation's key. */
export async function replaceMessages(session: Session, input: Input): Promise<string> {
  const key = keyOf('Conversation', input.conversationId)
  const valid = validate(replacement, input)
  await collectUploads(session, filesOfAll(valid.messages))
  try {
    return await inTransaction(session, async (work) => {
      const conversation = await lockConversation(work, { key, expectedVersion: input.expectedVersion })
      await replace(work, key, conversation, valid)
      return key
    })
  } catch (error) {
    throw isUniqueViolation(error) ? taken() : error
  }
}

async function replace(
  work: Work,
  key: string,
  conversation: Locked,
  { title, isPinned, messages }: Replacement,
): Promise<void> {
  const { prisma, viewer } = work
  const stored = await prisma.message.findMany({
    where: { conversationId: key },
    orderBy: { position: 'asc' },
  })
  const files = await prisma.file.findMany({
    where: { conversationId: key },
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
    select: { id: true, messageId: true },
  })
  if (stored.some(({ status }) => status === 'STREAMING'))
    throw new Conflict('A message is still being written. Finish it first.', { type: 'Conversation', key })
  const difference = differenceOf(viewer, conversation, stored, files, messages)
  const isRenamed = title !== undefined && title !== conversation.title
  const isRepinned = isPinned !== undefined && isPinned !== conversation.isPinned
  if (difference.isEmpty && !isRenamed && !isRepinned) return
  if (!difference.isEmpty) {
    const touched = [...files.map(({ id }) => id), ...difference.attachments.map(({ fileKey }) => fileKey)]
    if (touched.length) await lockFiles(work, sql`id = ANY(${touched}::uuid[])`)
    await write(work, key, difference)
  }
  await changeLocked(work, key, {
    set: sql`version = version + 1, is_pinned = ${isPinned ?? conversation.isPinned},
      ${isRenamed ? sql`title = ${title}, title_key = ${titleKey(title)}, updated_at = now(),` : empty}
      message_count = ${messages.length}::int, last_position = ${difference.lastPosition}::int,
      ${lastMessageAt(key)},`,
    events: [
      ...(isRenamed || isRepinned ? [{ type: 'CONVERSATION_CHANGED' as const }] : []),
      ...eventsOf(difference),
    ],
  })
}

const MAX_EVENTS = 100

/** The differences one by one; many at once are better read again as a whole. */
function eventsOf({ deleted, changed, refiled, added }: Difference): ConversationEvent[] {
  const events: ConversationEvent[] = [
    ...deleted.map((messageKey) => ({ type: 'MESSAGE_DELETED' as const, messageKey })),
    ...[...changed.map(({ id }) => id), ...refiled].map((messageKey) => ({
      type: 'MESSAGE_CHANGED' as const,
      messageKey,
    })),
    ...added.map(({ id }) => ({ type: 'MESSAGE_ADDED' as const, messageKey: id })),
  ]
  return events.length > MAX_EVENTS ? [{ type: 'MESSAGES_REPLACED' }] : events
}

/** A fixed number of statements, however much is different. */
async function write(work: Work, key: string, difference: Difference): Promise<void> {
  const { prisma } = work
  const { added, changed, deleted, unnamed, attachments, detached } = difference
  // Before the deletion, which would take the files of a deleted message along to where another message wants them.
  if (detached.length)
    await prisma.file.updateMany({
      where: { id: { in: detached } },
      data: { messageId: null, conversationId: null, looseSince: new Date() },
    })
  if (deleted.length) await prisma.message.deleteMany({ where: { id: { in: deleted } } })
  // Before the change, in which two messages may exchange their names.
  if (unnamed.length)
    await prisma.message.updateMany({ where: { id: { in: unnamed } }, data: { externalId: null } })
  if (changed.length)
    await prisma.$executeRaw(sql`
      WITH outdated AS (DELETE FROM message_chunks WHERE message_id = ANY(${changed.map(({ id }) => id)}::uuid[]))
      UPDATE messages SET external_id = m."externalId", position = m.position, author_id = m."authorId",
        role = m.role, status = m.status, metadata = m.metadata, created_at = m."createdAt", updated_at = now(),
        edited_at = CASE WHEN messages.content IS DISTINCT FROM m.content OR messages.parts IS DISTINCT FROM m.parts
          THEN now() ELSE edited_at END,
        content = m.content, parts = m.parts
      FROM ${messageRows(changed)} WHERE messages.id = m.id`)
  if (added.length)
    await prisma.$executeRaw(insertMessages(messageRows(added), { conversation: sql`${key}::uuid` }))
  await attachFiles(work, key, attachments)
}
