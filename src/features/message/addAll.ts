import type { Conversation } from '../../platform/db/generated/client.ts'
import { ofRows, rowsAs } from '../../platform/db/rows.ts'
import { rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import type { Behind } from '../../platform/db/statements.ts'
import type { Session } from '../../platform/session.ts'
import { insertMessages, messageRows, type StoredMessage } from '../content/index.ts'
import { conversationVisibleTo } from '../conversation/index.ts'

/** A message for the end of a conversation. */
export interface Addition {
  viewerKey: string
  conversationKey: string
  message: StoredMessage
}

/** What is set of a conversation that gets so many messages. */
export const moreMessages = (count: Sql): Sql => sql`
  message_count = message_count + ${count}, last_position = last_position + ${count}, last_message_at = now(),
  sort_at = now()`

interface Added {
  /** Which of the turns, counted from one. */
  turn: number
  id: string
  number: number
  ownerKey: string
  listNumber: number
}

/** A turn: so many messages to this conversation. */
interface Asked {
  conversation: string
  viewer: string
  count: number
  turn: number
}

const askedRows = rowsAs<Asked>('asked', { conversation: 'uuid', viewer: 'uuid', count: 'int', turn: 'int' })
const placedRows = rowsAs<{ message: string; turn: number }>('placed', { message: 'uuid', turn: 'int' })

const visible = conversationVisibleTo(rowOf<Conversation>('c'), sql`asked.viewer`)

// Both whose counters are raised are locked first: to wait for the owner's row would be to wait all the same.
const addition = ofRows(
  (asked: Sql, messages: Sql, placed: Sql) => sql`
  WITH free AS (
    SELECT c.id, asked.count, asked.turn
    FROM ${asked}
    JOIN conversations c ON c.id = asked.conversation AND ${visible} AND c.state <> 'TRASHED'
    JOIN users ON users.id = c.owner_id
    FOR NO KEY UPDATE OF c, users SKIP LOCKED
  ), changed AS (
    UPDATE conversations SET version = version + free.count, event_number = event_number + free.count,
      ${moreMessages(sql`free.count`)}
    FROM free WHERE conversations.id = free.id
    RETURNING conversations.id, owner_id, space_id, event_number, last_position, free.count, free.turn
  ), told AS (
    UPDATE users SET event_number = users.event_number + changed.count FROM changed
    WHERE users.id = changed.owner_id RETURNING users.id, users.event_number
  ), added AS (${insertMessages(messages, {
    conversation: sql`changed.id`,
    joined: sql`JOIN ${placed} ON placed.message = m.id JOIN changed USING (turn)`,
    position: sql`changed.last_position - changed.count + m.position`,
  })}
    RETURNING id, conversation_id, position
  ), recorded AS (
    INSERT INTO events (stream_id, number, owner_id, type, space_id, conversation_id, message_id)
    SELECT changed.id, changed.event_number - changed.last_position + added.position, changed.owner_id,
      'MESSAGE_ADDED'::event_type, changed.space_id, changed.id, added.id
    FROM added JOIN changed ON changed.id = added.conversation_id
    UNION ALL
    SELECT told.id, told.event_number - changed.last_position + added.position, told.id, 'CONVERSATION_CHANGED',
      changed.space_id, changed.id, NULL
    FROM added JOIN changed ON changed.id = added.conversation_id JOIN told ON told.id = changed.owner_id
  )
  SELECT changed.turn, changed.id, changed.event_number::float8 AS number, told.id AS "ownerKey",
    told.event_number::float8 AS "listNumber"
  FROM changed JOIN told ON told.id = changed.owner_id`,
)

/**
 * Adds messages in one statement that waits for nobody. Each turn is of one viewer to one conversation, and is done or left
 * out as a whole: left out where the viewer may not, and where somebody else has locked the rows. Answers with what is
 * added. `behind` sends what is to see it.
 */
export async function addAll(
  { statements, events }: Pick<Session, 'statements' | 'events'>,
  turns: readonly Addition[][],
  behind?: Behind,
): Promise<Set<Addition>> {
  const asked = turns.flatMap(([first], n) =>
    first
      ? {
          conversation: first.conversationKey,
          viewer: first.viewerKey,
          count: turns[n]?.length ?? 0,
          turn: n + 1,
        }
      : [],
  )
  const messages = turns.flatMap((turn) =>
    turn.map(({ message }, index) => ({ ...message, position: index + 1 })),
  )
  const placed = turns.flatMap((turn, n) => turn.map(({ message }) => ({ message: message.id, turn: n + 1 })))
  const added = await statements.objects<Added>(
    addition(askedRows(asked), messageRows(messages), placedRows(placed)),
    behind,
  )
  for (const { id, number, ownerKey, listNumber } of added) {
    events.committed(id, number)
    events.committed(ownerKey, listNumber)
  }
  return new Set(added.flatMap(({ turn }) => turns[turn - 1] ?? []))
}
