import { insertMessages, messageRows, type StoredMessage, storedMessage } from '../features/content/index.ts'
import { changeLocked, lockConversation } from '../features/conversation/index.ts'
import { lastMessageAt } from '../features/message/index.ts'
import { sql } from '../platform/db/sql.ts'
import { inTransaction, type Session, type Work } from '../platform/session.ts'
import { insertFiles } from './files.ts'
import type { ImportedMessage } from './messageBatch.ts'
import { type Report, TAKEN } from './report.ts'

/** Adds to a conversation those of the messages that are not there yet, in their order, and tells of it once. */
export async function writeMessages(
  session: Session,
  key: string,
  messages: ImportedMessage[],
  report: Report,
): Promise<void> {
  await inTransaction(session, async (work) => {
    const { lastPosition } = await lockConversation(work, { key, expectedVersion: null, trashed: true })
    const fresh = await thoseNotThere(work, key, messages, report)
    if (!fresh.length) return
    const rows = fresh.map(({ message }, index) =>
      storedMessage(work.viewer, message, lastPosition + 1 + index),
    )
    await work.prisma.$executeRaw(insertMessages(messageRows(rows), { conversation: sql`${key}::uuid` }))
    await keepTimes(work, rows, fresh)
    const files = fresh.flatMap(({ files }, index) =>
      files.map((file, ordinal) => ({
        ...file,
        ordinal,
        conversationKey: key,
        messageKey: rows[index]?.id as string,
      })),
    )
    await insertFiles(work, files, report)
    await changeLocked(work, key, {
      set: sql`version = version + 1, message_count = message_count + ${rows.length}::int,
        last_position = last_position + ${rows.length}::int, ${lastMessageAt(key)},`,
      events: [{ type: 'MESSAGES_REPLACED' }],
    })
    report.added.messages += rows.length
  })
}

async function thoseNotThere({ prisma }: Work, key: string, messages: ImportedMessage[], report: Report) {
  const ids = messages.flatMap(({ message }) => message.id ?? [])
  const names = messages.flatMap(({ message }) => message.externalId ?? [])
  const found = await prisma.$queryRaw<{ name: string; here: boolean }[]>(sql`
    SELECT 'id ' || id AS name, conversation_id = ${key}::uuid AS here FROM messages WHERE id = ANY(${ids}::uuid[])
    UNION ALL
    SELECT 'name ' || external_id, TRUE FROM messages
    WHERE conversation_id = ${key}::uuid AND external_id = ANY(${names})`)
  const known = new Map(found.map(({ name, here }) => [name, here]))
  return messages.filter(({ message: { id, externalId }, place }) => {
    const own = [id && `id ${id}`, externalId && `name ${externalId}`].filter((name) => name != null)
    const isHere = own.map((name) => known.get(name)).find((here) => here !== undefined)
    // The same again in these messages is there, too, by then.
    for (const name of own) known.set(name, isHere ?? true)
    if (isHere) report.there.messages++
    else if (isHere === false) report.refuse(place, TAKEN)
    return isHere === undefined
  })
}

/** Those of an edited message, which a new one does not have. */
async function keepTimes({ prisma }: Work, rows: StoredMessage[], messages: ImportedMessage[]) {
  const times = messages.flatMap(({ editedAt, updatedAt }, index) =>
    editedAt || updatedAt ? [{ id: rows[index]?.id, editedAt, updatedAt: updatedAt ?? editedAt }] : [],
  )
  if (!times.length) return
  await prisma.$executeRaw(sql`
    UPDATE messages SET edited_at = t."editedAt", updated_at = t."updatedAt"
    FROM jsonb_to_recordset(${JSON.stringify(times)}::jsonb) AS t(id uuid, "editedAt" timestamptz, "updatedAt" timestamptz)
    WHERE messages.id = t.id`)
}
