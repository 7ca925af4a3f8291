import type { MessageChunk } from '../../platform/db/generated/client.ts'
import { type Row, type Sql, sql } from '../../platform/db/sql.ts'
import { type Part, partsOf } from './parts.ts'

/** What was added to a message that is being written: a whole part, or text of one. */
export interface Chunk {
  partIndex: number
  type: string
  text: string | null
  part: Part | null
}

/** The chunks of a message, in the order that makes parts of them; null when it is not being written. */
export const chunksOf = (message: Row<{ id: unknown; status: unknown }>): Sql => sql`
  CASE WHEN ${message('status')} = 'STREAMING' THEN (
    SELECT json_agg(json_build_object('partIndex', k.part_index, 'type', k.type, 'text', k.text, 'part', k.part)
      ORDER BY k.part_index, k.number)
    FROM message_chunks k WHERE k.message_id = ${message('id')}
  ) END`

/** The parts of a message: those of its row, and what was added since. */
export function livePartsOf(
  row: { content: string; parts: unknown },
  chunks: (Chunk | Pick<MessageChunk, keyof Chunk>)[] | null,
): Part[] {
  const parts = partsOf(row).map((part) => ({ ...part }))
  for (const { partIndex, type, text, part } of chunks ?? []) {
    if (part) parts[partIndex] = { ...(part as Part) }
    else {
      const opened = parts[partIndex] as { text: string } | undefined
      if (opened) opened.text += text
      else parts[partIndex] = { type: type as 'text', text: text ?? '' }
    }
  }
  return parts
}
