import { rowsAs } from '../../platform/db/rows.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Work } from '../../platform/session.ts'

export interface NewChunk {
  messageKey: string
  conversationKey: string
  partIndex: number
  number: number
  type: string
  offset: number
  endsAt: number
  text: string
}

/** What the stream of a message comes to. */
export interface StreamState {
  messageKey: string
  partCount: number
  contentBytes: number
  bytes: number
  number: number
}

const chunkRows = rowsAs<NewChunk & { i: number }>('k', {
  messageKey: 'uuid',
  conversationKey: 'uuid',
  partIndex: 'int',
  number: 'int',
  type: 'text',
  offset: 'int',
  endsAt: 'int',
  text: 'text',
  i: 'int',
})

const streamRows = rowsAs<StreamState>('s', {
  messageKey: 'uuid',
  partCount: 'int',
  contentBytes: 'int',
  bytes: 'int',
  number: 'int',
})

/** Adds text to messages of conversations that the transaction has locked, and tells of it, in one statement. */
export async function writeChunks(
  { prisma, logGrew }: Omit<Work, 'viewer'>,
  chunks: NewChunk[],
  streams: StreamState[],
): Promise<void> {
  const ordinals = new Map<string, number>()
  const numbered = chunks.map((chunk) => {
    const i = (ordinals.get(chunk.conversationKey) ?? 0) + 1
    ordinals.set(chunk.conversationKey, i)
    return { ...chunk, i }
  })
  const logs = await prisma.$queryRaw<{ id: string; number: number }[]>(sql`
    WITH chunk AS (
      SELECT * FROM ${chunkRows(numbered)}
    ), added AS (
      INSERT INTO message_chunks (message_id, part_index, number, type, "offset", ends_at, text)
      SELECT "messageKey", "partIndex", "number", "type", "offset", "endsAt", "text" FROM chunk
    ), moved AS (
      UPDATE message_streams SET part_count = s."partCount", content_bytes = s."contentBytes", bytes = s.bytes,
        number = s.number, touched_at = now()
      FROM ${streamRows(streams)}
      WHERE message_id = s."messageKey"
    ), raised AS (
      UPDATE conversations SET event_number = event_number + counted.number
      FROM (SELECT "conversationKey", count(*) AS number FROM chunk GROUP BY "conversationKey") counted
      WHERE id = counted."conversationKey"
      RETURNING id, owner_id, space_id, event_number, event_number - counted.number AS before
    ), recorded AS (
      INSERT INTO events (stream_id, number, owner_id, type, space_id, conversation_id, message_id, part_index, chunk_number)
      SELECT raised.id, raised.before + chunk.i, raised.owner_id, 'MESSAGE_DELTA', raised.space_id, raised.id,
        chunk."messageKey", chunk."partIndex", chunk."number"
      FROM chunk JOIN raised ON raised.id = chunk."conversationKey"
    )
    SELECT id, event_number::float8 AS number FROM raised`)
  for (const { id, number } of logs) logGrew(id, number)
}
