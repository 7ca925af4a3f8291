import { z } from 'zod'
import { createOnce } from '../../platform/creation.ts'
import type { Conversation, Space } from '../../platform/db/generated/client.ts'
import { join, rowOf, sql } from '../../platform/db/sql.ts'
import { type Grown, grown, recorded } from '../../platform/events/log.ts'
import { newKey } from '../../platform/ids.ts'
import { keyOf } from '../../platform/references.ts'
import { NotFound } from '../../platform/refusal.ts'
import { atOnce, inTransaction, type Session, type Work } from '../../platform/session.ts'
import { titleKey } from '../../platform/text.ts'
import { chosenNames, label, metadata, pastTime, title, validate } from '../../platform/validation.ts'
import { filesOfAll, insertMessages, messageRows, newMessages, storedMessage } from '../content/index.ts'
import { attachFiles, collectUploads } from '../file/index.ts'
import { spaceVisibleTo } from '../space/index.ts'
import { conversationVisibleTo } from './visibleTo.ts'

const newConversation = z.object({
  spaceId: z
    .string()
    .transform((id) => keyOf('Space', id))
    .nullish(),
  title: title.nullish(),
  isPinned: z.boolean().nullish(),
  agentId: label.nullish(),
  mode: label.nullish(),
  metadata: metadata.nullish(),
  messages: newMessages.nullish(),
  createdAt: pastTime.nullish(),
})

type Input = z.input<(typeof chosenNames)['Conversation']> & z.input<typeof newConversation>

/**
 * Stores a conversation with its messages, all or nothing, and answers with its key. `also` is done in the same
 * transaction, unless the conversation was there before.
 */
export function createConversation(
  session: Session,
  input: Input,
  also?: (work: Work, key: string) => Promise<void>,
): Promise<string> {
  const { prisma, viewer } = session
  const { id, externalId } = validate(chosenNames.Conversation, input)
  return createOnce({
    prisma,
    table: 'conversations',
    id,
    externalId,
    here: conversationVisibleTo(rowOf<Conversation>('conversations'), sql`${viewer.id}::uuid`),
    validate: () => validate(newConversation, input),
    insert: async (valid) => {
      const files = filesOfAll(valid.messages ?? [])
      await collectUploads(session, files)
      const key = id ?? newKey()
      const store = async (work: Work) => {
        await insert(work, key, externalId ?? null, valid)
        if (id) await goOnFrom(work, id)
        await also?.(work, key)
      }
      await (files.length || id || also ? inTransaction : atOnce)(session, store)
      return key
    },
  })
}

async function insert(
  work: Work,
  key: string,
  externalId: string | null,
  valid: z.output<typeof newConversation>,
) {
  const { prisma, viewer } = work
  const messages = (valid.messages ?? []).map((message, index) => storedMessage(viewer, message, index + 1))
  const space = rowOf<Space>('spaces')
  const createdAt = sql`coalesce(${valid.createdAt ?? null}::timestamptz, now())`
  const lastMessageAt = messages.length
    ? sql`coalesce(${messages.at(-1)?.createdAt ?? null}::timestamptz, now())`
    : sql`NULL::timestamptz`
  const [told] = await prisma.$queryRaw<Grown[]>(sql`
    WITH changed AS (
      INSERT INTO conversations (id, owner_id, space_id, external_id, title, title_key, is_pinned, agent_id, mode,
        metadata, message_count, last_position, created_at, updated_at, last_message_at, sort_at)
      SELECT ${join([
        sql`${key}::uuid`,
        sql`${viewer.id}::uuid`,
        sql`id`,
        sql`${externalId}`,
        sql`${valid.title ?? null}`,
        sql`${valid.title ? titleKey(valid.title) : null}`,
        sql`${valid.isPinned ?? false}`,
        sql`${valid.agentId ?? null}`,
        sql`${valid.mode ?? null}`,
        sql`${valid.metadata ? JSON.stringify(valid.metadata) : null}::jsonb`,
        sql`${messages.length}::int`,
        sql`${messages.length}::int`,
        createdAt,
        createdAt,
        lastMessageAt,
        sql`coalesce(${lastMessageAt}, ${createdAt})`,
      ])}
      FROM spaces WHERE ${spaceVisibleTo(space, sql`${viewer.id}::uuid`)}
        AND ${valid.spaceId ? sql`id = ${valid.spaceId}::uuid` : sql`is_default`} FOR SHARE
      RETURNING *
    ), stored AS (${insertMessages(messageRows(messages), { conversation: sql`changed.id`, joined: sql`, changed` })}
    )${recorded([], [{ type: 'CONVERSATION_CREATED' }])}
    SELECT ${grown} FROM changed`)
  if (!told) throw new NotFound('Space')
  if (told.listNumber !== null) work.logGrew(viewer.id, told.listNumber)
  await attachFiles(
    work,
    key,
    (valid.messages ?? []).flatMap(({ files }, index) =>
      files.map(({ fileKey, path }, ordinal) => ({
        fileKey,
        messageKey: messages[index]?.id as string,
        ordinal,
        path: `messages.${index}.${path}`,
      })),
    ),
  )
}

/**
 * Of one that had the id before, events may be kept still: no number is given out twice. In a statement of its own,
 * since the one that stores may have waited for that one's end, and then has not seen it.
 */
const goOnFrom = ({ prisma }: Work, key: string) =>
  prisma.$executeRaw(sql`
    UPDATE conversations SET event_number = log.number
    FROM (SELECT max(number) AS number FROM events WHERE stream_id = ${key}::uuid) log
    WHERE id = ${key}::uuid AND log.number IS NOT NULL`)
