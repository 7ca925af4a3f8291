import type { Located } from '../readValues.ts'
import { type Fields, isObject } from '../recognise.ts'
import type { Unread } from './conversation.ts'
import { conversationNamed, namesOf } from './names.ts'
import { Reader } from './reader.ts'

/** The records of a conversation's messages, oldest first, whichever way they came; one without a time keeps its place. */
export function recordsOfMessages(
  { value: list, place }: Located,
  conversation: { id: unknown; begun: unknown },
  unread: Unread,
): Located<Fields>[] {
  if (list == null) return []
  if (!Array.isArray(list)) return [{ value: { type: 'messages' }, place }]
  let time = conversation.begun
  const records = list.map((value: unknown, index) => {
    const at = `${place}.${index}`
    if (!isObject(value)) return { value: { type: typeof value, createdAt: time }, place: at }
    const message = recordOfMessage({ value, place: at }, unread, conversation.id)
    time = message.value.createdAt ?? time
    message.value.createdAt = time
    return message
  })
  const timeOf = ({ value }: Located<Fields>) => Date.parse(String(value.createdAt))
  const isDated = records.every((record) => !Number.isNaN(timeOf(record)))
  return isDated ? records.toSorted((a, b) => timeOf(a) - timeOf(b)) : records
}

/** One that stands in a conversation need not say in which. */
export function recordOfMessage(
  { value, place }: Located<Fields>,
  unread: Unread,
  conversationId?: unknown,
): Located<Fields> {
  const read = new Reader(value)
  const role = read.take('role')
  const createdAt = read.time('createdAt', 'created_at', 'timestamp')
  const files = read.take('files')
  const message = {
    type: 'message',
    ...namesOf('Message', read.take('id')),
    ...conversationNamed(read.take('conversation_id', 'conversationId') ?? conversationId),
    role: typeof role === 'string' ? role.toUpperCase() : role,
    content: read.take('content'),
    metadata: read.take('metadata'),
    createdAt,
    // That it was edited is told, when is not.
    editedAt: read.take('is_edited', 'isEdited') === true ? createdAt : undefined,
    files: Array.isArray(files)
      ? files.map((file) => (isObject(file) ? recordOfFile(file, unread) : file))
      : files,
  }
  read.skip('userId', 'user_id')
  for (const name of read.unread) unread(name)
  return { value: message, place }
}

function recordOfFile(file: Fields, unread: Unread): Fields {
  const read = new Reader(file)
  const record = {
    type: 'file',
    ...namesOf('File', read.take('id')),
    name: read.take('file_name', 'fileName'),
    contentType: read.take('file_type', 'fileType'),
    size: read.take('file_size', 'fileSize'),
    createdAt: read.time('created_at', 'createdAt'),
    keptAt: read.take('storage_path', 'storagePath'),
  }
  // A preview is made anew from the file.
  read.skip('message_id', 'messageId', 'preview_url', 'previewUrl')
  for (const name of read.unread) unread(name)
  return record
}
