/** The rows as their tables have them; a time in ISO 8601, JSON as it is. */

export type SpaceRow = {
  id: string
  owner_id: string
  name: string
  is_default: boolean
  created_at: string
  updated_at: string
}

export type ConversationRow = {
  id: string
  owner_id: string
  space_id: string
  external_id: string | null
  title: string | null
  title_key: string | null
  state: 'ACTIVE' | 'ARCHIVED' | 'TRASHED'
  is_pinned: boolean
  agent_id: string | null
  mode: string | null
  metadata: object | null
  version: number
  message_count: number
  last_position: number
  created_at: string
  updated_at: string
  last_message_at: string | null
  sort_at: string
  archived_at: string | null
  trashed_at: string | null
}

export type MessageRow = {
  id: string
  conversation_id: string
  external_id: string | null
  position: number
  author_id: string | null
  role: 'SYSTEM' | 'DEVELOPER' | 'USER' | 'ASSISTANT' | 'TOOL'
  status: 'COMPLETE' | 'CANCELLED' | 'FAILED'
  content: string
  parts: readonly object[] | null
  metadata: object | null
  edited_at: string | null
  created_at: string
  updated_at: string
}

export type FileRow = {
  id: string
  owner_id: string
  conversation_id: string
  message_id: string
  ordinal: number
  name: string
  content_type: string
  size: number
  storage_path: string
  is_uploaded: boolean
  loose_since: string
  created_at: string
}

export const timestamp = (time: number): string => new Date(time).toISOString()

export const timestampOrNull = (time: number | null): string | null =>
  time === null ? null : timestamp(time)
