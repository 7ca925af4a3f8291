import { contentOf, livePartsOf, type Part } from '../features/content/index.ts'
import type { Prisma } from '../platform/db/generated/client.ts'
import { encodeId } from '../platform/ids.ts'
import type { ConversationRecord, DataRecord, FileRecord, MessageRecord, SpaceRecord } from './records.ts'
import { type ConversationRow, type FileRow, type MessageRow, Rows, type SpaceRow } from './rows.ts'

/** All that a user has, in the order of an export. */
export async function* recordsOf(
  prisma: Prisma.TransactionClient,
  ownerId: string,
): AsyncGenerator<DataRecord> {
  const rows = new Rows(prisma, ownerId)
  const { name } = await rows.defaultSpace()
  yield { type: 'space', isDefault: true, name }
  for await (const space of rows.spaces()) yield spaceRecord(space)
  for await (const file of rows.files()) yield fileRecord(file)
  for await (const conversation of rows.conversations()) {
    yield conversationRecord(conversation)
    if (!conversation.messageCount) continue
    for await (const message of rows.messages(conversation.id)) yield messageRecord(message)
  }
}

const spaceRecord = ({ id, externalId, name, createdAt, updatedAt }: SpaceRow): SpaceRecord =>
  given({
    type: 'space',
    id: encodeId('Space', id),
    externalId,
    name,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  })

const conversationRecord = (row: ConversationRow): ConversationRecord =>
  given({
    type: 'conversation',
    id: encodeId('Conversation', row.id),
    externalId: row.externalId,
    spaceId: row.space.isDefault ? null : encodeId('Space', row.spaceId),
    title: row.title,
    isPinned: row.isPinned || null,
    agentId: row.agentId,
    mode: row.mode,
    metadata: row.metadata,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString(),
    trashedAt: row.trashedAt?.toISOString(),
  })

const messageRecord = (row: MessageRow): MessageRecord => {
  const isStreaming = row.status === 'STREAMING'
  const { content, parts } = isStreaming ? contentOf(livePartsOf(row, row.chunks)) : row
  return given({
    type: 'message',
    id: encodeId('Message', row.id),
    externalId: row.externalId,
    conversationId: encodeId('Conversation', row.conversationId),
    role: row.role,
    // What it will come to here is not known there: it ends as one that nobody goes on writing.
    status: isStreaming ? 'FAILED' : row.status === 'COMPLETE' ? null : row.status,
    ...(parts ? { parts: (parts as Part[]).map(partInput) } : { content }),
    metadata: row.metadata,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    files: row.files.length ? row.files.map(fileRecord) : null,
  })
}

/** A part as it was given: `{ text: { text: "…" } }`. */
const partInput = ({ type, ...fields }: Part): object => ({
  [type]: 'fileId' in fields ? { ...fields, fileId: encodeId('File', fields.fileId) } : fields,
})

const fileRecord = ({ id, name, contentType, size, createdAt }: FileRow): FileRecord => ({
  type: 'file',
  id: encodeId('File', id),
  name,
  contentType,
  size,
  createdAt: createdAt.toISOString(),
})

type Given<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], null> }

/** Without the fields that are null, whose absence says as much. */
const given = <Fields extends object>(fields: Fields): Given<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Given<Fields>
