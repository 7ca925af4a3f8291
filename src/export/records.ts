/**
 * The format of an export: NDJSON, a record on each line, the header first, a conversation before its messages, these
 * oldest first. Ids, names and limits are the API's; times are RFC 3339.
 */

export interface HeaderRecord {
  type: 'tertulia'
  version: 1
}

/** What it is known by: the id, or the client's own name for it. */
interface Named {
  id?: string
  externalId?: string
}

export interface SpaceRecord extends Named {
  type: 'space'
  /** The default space has neither id nor times: everyone has one, under an id of its own. */
  isDefault?: boolean
  name: string
  createdAt?: string
  updatedAt?: string
}

export interface ConversationRecord extends Named {
  type: 'conversation'
  /** The space it is in, by id or by name; the default one when both are left out. */
  spaceId?: string
  spaceExternalId?: string
  title?: string
  isPinned?: boolean
  agentId?: string
  mode?: string
  metadata?: unknown
  createdAt?: string
  updatedAt?: string
  archivedAt?: string
  trashedAt?: string
}

export interface MessageRecord extends Named {
  type: 'message'
  /** The conversation it is in, by id or by name. */
  conversationId?: string
  conversationExternalId?: string
  role: string
  /** COMPLETE when left out. */
  status?: string
  /** Its text; or its parts, as in MessagePartInput. */
  content?: string
  parts?: object[]
  metadata?: unknown
  createdAt?: string
  editedAt?: string
  updatedAt?: string
  files?: FileRecord[]
}

/** What is known of a file; not its bytes. On a line of its own, one that hangs on no message. */
export interface FileRecord {
  type: 'file'
  id?: string
  name: string
  contentType: string
  /** Bytes. */
  size: number
  createdAt?: string
}

export type DataRecord = SpaceRecord | ConversationRecord | MessageRecord | FileRecord
