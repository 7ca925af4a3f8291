import type { Located } from '../readValues.ts'
import { type Fields, isObject } from '../recognise.ts'
import { recordsOfMessages } from './message.ts'
import { namesOf, spaceNamed } from './names.ts'
import { Reader } from './reader.ts'

/** Called with the name of each field that has no place here. */
export type Unread = (name: string) => void

/**
 * The records that a conversation of any of the five REST APIs comes to: its space, itself, its messages. The APIs
 * differ in how they write their names; no name means one thing in one of them and something else in another.
 */
export function recordsOfConversation({ value, place }: Located<Fields>, unread: Unread): Located<Fields>[] {
  const read = new Reader(value)
  const id = read.take('id')
  const space = read.take('space')
  const spaceId =
    read.take('spaceId', 'space_id', 'projectId', 'project_id') ?? (isObject(space) ? space.id : null)
  const updatedAt = read.time('updatedAt', 'updated_at')
  const begun = read.time('createdAt', 'created_at')
  const messages = recordsOfMessages(
    { value: read.take('messages'), place: `${place}.messages` },
    { id, begun: begun ?? updatedAt },
    unread,
  )
  const createdAt = begun ?? messages[0]?.value.createdAt ?? updatedAt
  const conversation = {
    type: 'conversation',
    ...namesOf('Conversation', id),
    ...spaceNamed(spaceId),
    // An empty one says that there is none.
    title: read.take('title') || undefined,
    isPinned: read.take('isPinned', 'is_pinned'),
    agentId: read.take('agentId', 'agent_id'),
    mode: read.take('mode'),
    metadata: read.take('metadata'),
    createdAt,
    updatedAt,
    archivedAt: read.take('isArchived', 'is_archived') === true ? (updatedAt ?? createdAt) : undefined,
  }
  read.skip('userId', 'user_id', 'lastMessageAt', 'last_message_at')
  for (const name of read.unread) unread(name)
  return [
    ...(spaceId == null ? [] : [spaceOf(spaceId, space, place)]),
    { value: conversation, place },
    ...messages,
  ]
}

/** A project of which only the id is known is called by that. */
const spaceOf = (id: unknown, space: unknown, place: string): Located<Fields> => ({
  value: {
    type: 'space',
    ...namesOf('Space', id),
    name: (isObject(space) ? space.name : null) ?? String(id),
  },
  place: `${place}.space`,
})
