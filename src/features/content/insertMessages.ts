import type { Message } from '../../platform/db/generated/client.ts'
import { rowsAs } from '../../platform/db/rows.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Part } from './parts.ts'

export interface StoredMessage {
  id: string
  externalId: string | null
  position: number
  authorId: string | null
  role: Message['role']
  status: Message['status']
  content: string
  parts: Part[] | null
  metadata: object | null
  /** Now, when null. */
  createdAt: string | null
}

/** Messages as rows of a statement. */
export const messageRows = rowsAs<StoredMessage>('m', {
  id: 'uuid',
  externalId: 'varchar',
  position: 'int',
  authorId: 'uuid',
  role: 'message_role',
  status: 'message_status',
  content: 'text',
  parts: 'jsonb',
  metadata: 'jsonb',
  createdAt: 'timestamptz',
})

interface Into {
  /** The conversation's key, and what the messages are joined with, if it is taken from rows of the same statement. */
  conversation: Sql
  joined?: Sql
  /** A message's position, where the statement itself gives it. */
  position?: Sql
}

/** A statement, or part of one, that stores new messages of a conversation. `messages` are `messageRows`. */
export const insertMessages = (
  messages: Sql,
  { conversation, joined = empty, position = sql`m.position` }: Into,
): Sql => sql`
  INSERT INTO messages (id, conversation_id, external_id, position, author_id, role, status, content, parts,
    metadata, created_at, updated_at)
  SELECT m.id, ${conversation}, m."externalId", ${position}, m."authorId", m.role, m.status, m.content, m.parts,
    m.metadata, coalesce(m."createdAt", now()), coalesce(m."createdAt", now())
  FROM ${messages} ${joined}`
