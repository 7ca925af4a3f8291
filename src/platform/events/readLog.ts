import type { PrismaClient } from '../db/generated/client.ts'
import { sql } from '../db/sql.ts'

/** A row of the log, as its readers get it; or RESYNC_REQUIRED, in the place of those that are no longer kept. */
export interface LoggedEvent {
  number: number
  type: string
  /** Null where nobody in particular may read it. */
  ownerKey: string | null
  spaceKey: string | null
  conversationKey: string | null
  messageKey: string | null
  partIndex: number | null
  offset: number | null
  /** Of a delta; null when it is no longer kept as it came. */
  text: string | null
  occurredAt: string
}

/** How many events a reader is given at once, and about how much text: a slow one holds on to them for a while. */
const BATCH = 50
const BATCH_TEXT = 512 * 1024

/** The next events of a log after a number, in order: as many as are there, or as a reader shall have at once. */
export const readLog = (prisma: PrismaClient, stream: string, after: number): Promise<LoggedEvent[]> =>
  prisma.$queryRaw<LoggedEvent[]>(sql`
    SELECT number, type, "ownerKey", "spaceKey", "conversationKey", "messageKey", "partIndex", "offset", text,
      "occurredAt"
    FROM (
      SELECT e.number::float8 AS number, e.type::text AS type, owner_id AS "ownerKey", space_id AS "spaceKey",
        conversation_id AS "conversationKey", e.message_id AS "messageKey", e.part_index AS "partIndex",
        c."offset", c.text, to_json(occurred_at)#>>'{}' AS "occurredAt",
        sum(c.ends_at - c."offset") OVER (ORDER BY e.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM events e LEFT JOIN message_chunks c
        ON (c.message_id, c.part_index, c.number) = (e.message_id, e.part_index, e.chunk_number)
      WHERE stream_id = ${stream}::uuid AND e.number > ${after}::bigint ORDER BY e.number LIMIT ${BATCH}::int
    ) batch
    WHERE coalesce(before, 0) < ${BATCH_TEXT}::int ORDER BY number`)

/** What readers are told who have missed what is no longer kept, up to this number. */
export const resync = (number: number): LoggedEvent => ({
  number,
  type: 'RESYNC_REQUIRED',
  ownerKey: null,
  spaceKey: null,
  conversationKey: null,
  messageKey: null,
  partIndex: null,
  offset: null,
  text: null,
  occurredAt: new Date().toISOString(),
})
