import { isDeepStrictEqual } from 'node:util'
import type { Conversation, File, Message } from '../../platform/db/generated/client.ts'
import { Invalid } from '../../platform/refusal.ts'
import type { Viewer } from '../../platform/session.ts'
import {
  MAX_FILES,
  type NewMessage,
  partsOf,
  type StoredMessage,
  storedMessage,
  TOO_MANY_FILES,
} from '../content/index.ts'
import type { Attachment } from '../file/index.ts'
import { wantedFiles } from './files.ts'

/** What has to be written so that a stored history becomes another one. */
export interface Difference {
  added: StoredMessage[]
  changed: StoredMessage[]
  /** Keys of messages. */
  deleted: string[]
  /** Keys of stored messages that have other files, and are the same in all else. */
  refiled: string[]
  /** Keys of the changed ones that give up an externalId, which another may take. */
  unnamed: string[]
  attachments: Attachment[]
  /** Keys of files that are attached elsewhere in the conversation than they shall be. */
  detached: string[]
  /** The last position given out. */
  lastPosition: number
  isEmpty: boolean
}

type StoredFile = Pick<File, 'id' | 'messageId'>

export function differenceOf(
  viewer: Viewer,
  conversation: Pick<Conversation, 'lastPosition'>,
  stored: Message[],
  files: StoredFile[],
  history: NewMessage[],
): Difference {
  const kept = identify(stored, history)
  const added: StoredMessage[] = []
  const changed: StoredMessage[] = []
  const unnamed: string[] = []
  const refiled: string[] = []
  const attachments: Attachment[] = []
  const detached = new Set<string>()
  const filesByMessage = new Map<string | null, string[]>()
  for (const { id, messageId } of files)
    filesByMessage.set(messageId, [...(filesByMessage.get(messageId) ?? []), id])
  const here = new Set(files.map(({ id }) => id))
  let { lastPosition } = conversation
  let position = 0
  history.forEach((message, index) => {
    const old = kept[index]
    // Places rise: one that would not gets the next place never given out, and so do all behind it.
    position = old && old.position > position ? old.position : ++lastPosition
    const next = old ? merge(viewer, old, message, position) : storedMessage(viewer, message, position)
    if (!old) added.push(next)
    else if (isChanged(old, next)) changed.push(next)
    if (old?.externalId != null && old.externalId !== next.externalId) unnamed.push(old.id)

    const attached = (old && filesByMessage.get(old.id)) ?? []
    const wanted = old
      ? wantedFiles(attached, { before: partsOf(old), fileKeys: message.fileIds, parts: partsOf(next) })
      : message.files
    if (wanted.length > MAX_FILES)
      throw new Invalid([{ path: `messages.${index}.fileIds`, message: TOO_MANY_FILES }])
    const keys = wanted.map(({ fileKey }) => fileKey)
    if (isDeepStrictEqual(keys, attached)) return
    if (old && changed.at(-1) !== next) refiled.push(old.id)
    for (const key of [...attached, ...keys]) if (here.has(key)) detached.add(key)
    attachments.push(
      ...wanted.map(({ fileKey, path }, ordinal) => ({
        fileKey,
        ordinal,
        messageKey: next.id,
        path: `messages.${index}.${path}`,
      })),
    )
  })
  const stays = new Set(kept.map((message) => message?.id))
  const deleted = stored.filter(({ id }) => !stays.has(id)).map(({ id }) => id)
  const isEmpty = [added, changed, deleted, refiled].every((some) => !some.length)
  return {
    added,
    changed,
    deleted,
    refiled,
    unnamed,
    attachments,
    detached: [...detached],
    lastPosition,
    isEmpty,
  }
}

/** For each message of the new history, the stored one that it is. */
function identify(stored: Message[], history: NewMessage[]): (Message | undefined)[] {
  const byId = new Map(stored.map((message) => [message.id, message]))
  const byExternalId = new Map(stored.map((message) => [message.externalId, message]))
  const isNamed = ({ id, externalId }: NewMessage) => id != null || externalId != null
  // By id first: the externalId of a message that is there by its id may have passed on to a new one.
  const claimed = new Set(history.map(({ id }) => id))
  const named = history.map((message) => {
    if (message.id != null) return byId.get(message.id)
    const there = message.externalId != null ? byExternalId.get(message.externalId) : undefined
    return there && !claimed.has(there.id) ? there : undefined
  })
  const taken = new Set(named)
  return history.map((message, index) => {
    if (isNamed(message)) return named[index]
    const there = stored[index]
    const isSame = there && there.role === message.role && there.content === message.stored.content
    return isSame && !taken.has(there) ? there : undefined
  })
}

/** The stored message with what the new history says of it; what that leaves out stays. */
function merge(viewer: Viewer, old: Message, message: NewMessage, position: number): StoredMessage {
  const isGiven = message.content != null || message.parts != null
  const created = message.createdAt ?? old.createdAt.toISOString()
  return {
    ...storedMessage(viewer, message, position),
    id: old.id,
    externalId: message.externalId ?? old.externalId,
    authorId: message.role === old.role ? old.authorId : storedMessage(viewer, message, position).authorId,
    status: message.status ?? old.status,
    ...(isGiven ? {} : { content: old.content, parts: old.parts as StoredMessage['parts'] }),
    metadata: message.metadata === undefined ? (old.metadata as object | null) : message.metadata,
    createdAt: created,
  }
}

const isChanged = (old: Message, next: StoredMessage): boolean =>
  !isDeepStrictEqual({ ...next }, { ...pick(old), createdAt: old.createdAt.toISOString() })

const pick = ({ id, externalId, position, authorId, role, status, content, parts, metadata }: Message) => ({
  id,
  externalId,
  position,
  authorId,
  role,
  status,
  content,
  parts,
  metadata,
})
