import type { EventType } from '../db/generated/client.ts'
import { rowsAs } from '../db/rows.ts'
import { type Sql, sql } from '../db/sql.ts'

/**
 * The log. A change writes its events in the statement or transaction that makes it, numbered by counters that it
 * raises under the rows' locks: the conversation's, then the user's. So the numbers of a log rise in the order in
 * which its changes commit, and whoever reads on from a number misses nothing.
 */

/** Of a conversation, for those who watch it. */
export interface ConversationEvent {
  type: EventType
  messageKey?: string
  partIndex?: number
  /** Of a delta: the chunk that has its text. */
  chunkNumber?: number
}

/** Of a conversation, for those who watch the lists of its owner. */
export interface ListEvent {
  type: EventType
  /** The space whose list it is of, where that is not the one that the conversation is in. */
  spaceKey?: string
}

/** The last number of each log, as a statement that tells of a change answers. */
export interface Grown {
  number: number | null
  listNumber: number | null
  ownerKey: string | null
}

/** They, in the select list of a statement that has `changed` and `told`. */
export const grown: Sql = sql`
  (SELECT event_number::float8 FROM changed) AS number, (SELECT event_number::float8 FROM told) AS "listNumber",
  (SELECT owner_id FROM changed) AS "ownerKey"`

/** What a statement sets of the conversations it changes so that it can tell of it. */
export const raised = (events: ConversationEvent[]): Sql =>
  sql`event_number = event_number + ${events.length}::int`

/**
 * Goes on, in a statement, from the one row `changed` of a conversation whose counter was raised: writes its events and
 * gives, as `told`, the number of the last one in the list's log.
 */
export const recorded = (events: ConversationEvent[], list: ListEvent[]): Sql => sql`,
  told AS (${list.length ? raisedList(list) : noList}), recorded AS (
    INSERT INTO events (stream_id, number, owner_id, type, space_id, conversation_id, message_id, part_index, chunk_number)
    SELECT changed.id, changed.event_number - ${events.length}::int + e.i, changed.owner_id, e.type,
      changed.space_id, changed.id, e."messageKey", e."partIndex", e."chunkNumber"
    FROM changed, ${rows(events)}
    UNION ALL
    SELECT told.id, told.event_number - ${list.length}::int + e.i, told.id, e.type,
      coalesce(e."spaceKey", changed.space_id), changed.id, NULL, NULL, NULL
    FROM changed, told, ${rows(list)}
  )`

const raisedList = (list: ListEvent[]): Sql => sql`
  UPDATE users SET event_number = users.event_number + ${list.length}::int FROM changed
  WHERE users.id = changed.owner_id RETURNING users.id, users.event_number`

/** What only those see who watch the conversation leaves the user's row, and its lock, to others. */
const noList: Sql = sql`SELECT id, event_number FROM users WHERE FALSE`

interface NumberedEvent extends ConversationEvent, ListEvent {
  i: number
}

const numbered = rowsAs<NumberedEvent>('e', {
  i: 'int',
  type: 'event_type',
  messageKey: 'uuid',
  partIndex: 'int',
  chunkNumber: 'int',
  spaceKey: 'uuid',
})

const rows = (events: (ConversationEvent | ListEvent)[]): Sql =>
  numbered(events.map((event, index) => ({ ...event, i: index + 1 })))

/**
 * Goes on from any number of rows `ended` of conversations that the statement deletes: tells those who watch them, and
 * their owner's lists. `told` has the last number of the owner's log.
 */
export const recordedEnds: Sql = sql`,
  told AS (
    UPDATE users SET event_number = users.event_number + counted.number
    FROM (SELECT owner_id, count(*) AS number FROM ended GROUP BY owner_id) counted
    WHERE users.id = counted.owner_id RETURNING users.id, users.event_number
  ), recorded AS (
    INSERT INTO events (stream_id, number, owner_id, type, space_id, conversation_id)
    SELECT id, event_number + 1, owner_id, 'CONVERSATION_DELETED'::event_type, space_id, id FROM ended
    UNION ALL
    SELECT told.id, told.event_number + 1 - row_number() OVER (PARTITION BY told.id ORDER BY ended.id DESC), told.id,
      'CONVERSATION_DELETED', ended.space_id, ended.id
    FROM ended JOIN told ON told.id = ended.owner_id
  )`
