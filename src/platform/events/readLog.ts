import type { PrismaClient } from '../db/generated/client.ts'
import { type Sql, sql } from '../db/sql.ts'

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

/** Whether an event is told as it came, not as its object is by then. */
export const isText = ({ type }: LoggedEvent): boolean => type === 'MESSAGE_DELTA'

/** How many events a reader is given at once, and of about what size: a slow one holds on to them for a while. */
const BATCH = 50
const BATCH_BYTES = 512 * 1024

/** The next events of a log after a number, in order: as many as are there, or as a reader shall have at once. */
export const readLog = (prisma: PrismaClient, stream: string, after: number): Promise<LoggedEvent[]> =>
  prisma.$queryRaw<LoggedEvent[]>(sql`
    SELECT number, type, "ownerKey", "spaceKey", "conversationKey", "messageKey", "partIndex", "offset", text,
      "occurredAt"
    FROM (
      SELECT *, sum(size) OVER (ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM (
        SELECT e.number::float8 AS number, e.type::text AS type, owner_id AS "ownerKey", space_id AS "spaceKey",
          e.conversation_id AS "conversationKey", e.message_id AS "messageKey", e.part_index AS "partIndex",
          c."offset", c.text, to_json(occurred_at)#>>'{}' AS "occurredAt", ${sizeOfEvent} AS size
        FROM events e
        LEFT JOIN message_chunks c ON (c.message_id, c.part_index, c.number) = (e.message_id, e.part_index, e.chunk_number)
        LEFT JOIN messages m ON m.id = e.message_id AND c.text IS NULL
        LEFT JOIN message_streams s ON s.message_id = m.id
        WHERE stream_id = ${stream}::uuid AND e.number > ${after}::bigint ORDER BY e.number LIMIT ${BATCH}::int
      ) next
    ) batch
    WHERE coalesce(before, 0) < ${BATCH_BYTES}::int ORDER BY number`)

/** Of a delta its text, of others the message. Whatever its parts are told of, that is read once. */
const sizeOfEvent: Sql = sql`CASE
  WHEN c.text IS NOT NULL THEN octet_length(c.text)
  WHEN e.type IN ('MESSAGE_ADDED', 'MESSAGE_CHANGED')
    OR e.message_id IS DISTINCT FROM lag(e.message_id) OVER (ORDER BY e.number)
  THEN greatest(octet_length(m.content) + coalesce(octet_length(m.parts::text), 0), s.bytes)
END`

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
