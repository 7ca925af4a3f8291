import { sql } from '../../platform/db/sql.ts'
import type { Work } from '../../platform/session.ts'
import type { Part } from '../content/index.ts'

interface Written {
  content: string
  parts: unknown
  metadata: unknown
  /** Whether it is to be marked as edited. */
  isEdited: boolean
}

/** Writes what a locked message is made of. The text that it once streamed is then no longer told. */
export async function writeMessage(
  { prisma }: Pick<Work, 'prisma'>,
  key: string,
  message: Written,
): Promise<void> {
  await prisma.$executeRaw(sql`
    WITH outdated AS (DELETE FROM message_chunks WHERE message_id = ${key}::uuid)
    UPDATE messages SET content = ${message.content}, parts = ${json(message.parts)},
      metadata = ${json(message.metadata)}, updated_at = now(),
      edited_at = CASE WHEN ${message.isEdited} THEN now() ELSE edited_at END
    WHERE id = ${key}::uuid`)
}

export const json = (value: unknown) => sql`${value == null ? null : JSON.stringify(value)}::jsonb`

/** Puts a whole part into a message that is being written, in the place of what was there of it. */
export async function putChunk({ prisma }: Pick<Work, 'prisma'>, key: string, partIndex: number, part: Part) {
  await prisma.$executeRaw(
    sql`DELETE FROM message_chunks WHERE message_id = ${key}::uuid AND part_index = ${partIndex}::int`,
  )
  await prisma.$executeRaw(sql`
    INSERT INTO message_chunks (message_id, part_index, number, type, "offset", ends_at, part)
    SELECT message_id, ${partIndex}::int, number, ${part.type}, 0, ${'text' in part ? part.text.length : 0}::int,
      ${JSON.stringify(part)}::jsonb
    FROM message_streams WHERE message_id = ${key}::uuid`)
}
