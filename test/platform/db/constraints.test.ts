import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'

const { prisma } = await testDatabase()

const at = new Date('2026-01-01T00:00:00Z')
const later = new Date('2026-01-02T00:00:00Z')
const ownerId = randomUUID()
const spaceId = randomUUID()
const conversationId = randomUUID()
const messageId = randomUUID()

const user = { id: ownerId, subject: 'ana', name: 'Ana' }
const space = { id: spaceId, ownerId, name: 'Personal', isDefault: true }
const conversation = { id: conversationId, ownerId, spaceId, createdAt: at, sortAt: at }
const message = { id: messageId, conversationId, position: 1, role: 'USER' as const, content: 'Hi' }
const file = { ownerId, name: 'a.txt', contentType: 'text/plain', size: 1 }
const event = { streamId: conversationId, ownerId, type: 'MESSAGE_ADDED' as const }
const delta = { type: 'MESSAGE_DELTA' as const, messageId, partIndex: 0, chunkNumber: 1 }
const chunk = { messageId, type: 'text', offset: 0, endsAt: 1, text: 'a' }
const stream = { partCount: 0, contentBytes: 0, bytes: 0 }

await prisma.user.create({ data: user })
await prisma.space.create({ data: space })
await prisma.conversation.create({ data: conversation })
await prisma.message.create({ data: message })

const users = (data: object) => ({ data: { ...user, id: randomUUID(), subject: randomUUID(), ...data } })
const spaces = (data: object) => ({ data: { ...space, id: randomUUID(), isDefault: false, ...data } })
const conversations = (data: object) => ({ data: { ...conversation, id: randomUUID(), ...data } })
let position = 1
const messages = (data: object) => ({ data: { ...message, id: randomUUID(), position: ++position, ...data } })
const files = (data: object) => ({ data: { ...file, id: randomUUID(), storagePath: randomUUID(), ...data } })
let number = 0
const events = (data: object) => ({ data: { ...event, number: ++number, ...data } })
let partIndex = 0
const chunks = (data: object) => ({ data: { ...chunk, partIndex: ++partIndex, number: 1, ...data } })
/** A stream of a message of its own. */
const streamed = (data: object) =>
  prisma.message.create(messages({ stream: { create: { ...stream, ...data } } }))

const accepted: [string, () => Promise<unknown>][] = [
  ['a user', () => prisma.user.create(users({}))],
  ['a space', () => prisma.space.create(spaces({ externalId: 'x' }))],
  ['a title', () => prisma.conversation.create(conversations({ title: '👋'.repeat(255), titleKey: 'x' }))],
  ['archived', () => prisma.conversation.create(conversations({ state: 'ARCHIVED', archivedAt: at }))],
  ['trashed', () => prisma.conversation.create(conversations({ state: 'TRASHED', trashedAt: at }))],
  [
    'trashed while archived',
    () => prisma.conversation.create(conversations({ state: 'TRASHED', archivedAt: at, trashedAt: at })),
  ],
  [
    'sorted by its last message',
    () => prisma.conversation.create(conversations({ lastMessageAt: later, sortAt: later })),
  ],
  ['content of 1 MiB', () => prisma.message.create(messages({ content: 'é'.repeat(524_288) }))],
  ['parts and metadata', () => prisma.message.create(messages({ parts: [], metadata: {} }))],
  ['1,000 parts', () => prisma.message.create(messages({ parts: Array(1000).fill({}) }))],
  ['an author', () => prisma.message.create(messages({ authorId: ownerId }))],
  ['an assistant without one', () => prisma.message.create(messages({ role: 'ASSISTANT' }))],
  ['a 32nd file', () => prisma.file.create(files({ ordinal: 31 }))],
  ['an unattached file', () => prisma.file.create(files({}))],
  ['an attached file', () => prisma.file.create(files({ conversationId, messageId }))],
  ['an event', () => prisma.event.create(events({}))],
  ['a delta', () => prisma.event.create(events(delta))],
  ['a chunk of text', () => prisma.messageChunk.create(chunks({}))],
  ['a chunk that is a part', () => prisma.messageChunk.create(chunks({ text: null, part: {} }))],
  ['a stream', () => streamed({})],
  ['a stream of 1,000 parts', () => streamed({ partCount: 1000 })],
]

test.each(accepted)('%s is accepted', (_, create) => expect(create()).resolves.toBeTruthy())

const refused: [constraint: string, () => Promise<unknown>][] = [
  ['users_subject_check', () => prisma.user.create(users({ subject: '' }))],
  ['users_name_check', () => prisma.user.create(users({ name: ' ' }))],
  ['users_event_number_check', () => prisma.user.create(users({ eventNumber: -1 }))],
  ['spaces_external_id_check', () => prisma.space.create(spaces({ externalId: '' }))],
  ['spaces_name_check', () => prisma.space.create(spaces({ name: '' }))],
  ['conversations_external_id_check', () => prisma.conversation.create(conversations({ externalId: '' }))],
  ['conversations_title_check', () => prisma.conversation.create(conversations({ title: '', titleKey: '' }))],
  [
    'conversations_title_check',
    () => prisma.conversation.create(conversations({ title: ' a', titleKey: 'a' })),
  ],
  ['conversations_title_key_check', () => prisma.conversation.create(conversations({ title: 'a' }))],
  ['conversations_title_key_check', () => prisma.conversation.create(conversations({ titleKey: 'a' }))],
  ['conversations_agent_id_check', () => prisma.conversation.create(conversations({ agentId: '' }))],
  ['conversations_mode_check', () => prisma.conversation.create(conversations({ mode: '' }))],
  ['conversations_metadata_check', () => prisma.conversation.create(conversations({ metadata: [] }))],
  ['conversations_version_check', () => prisma.conversation.create(conversations({ version: 0 }))],
  [
    'conversations_message_count_check',
    () => prisma.conversation.create(conversations({ messageCount: -1 })),
  ],
  [
    'conversation_counts_count_check',
    () => prisma.conversationCount.create({ data: { ownerId, spaceId, state: 'TRASHED', count: -1 } }),
  ],
  [
    'conversations_last_position_check',
    () => prisma.conversation.create(conversations({ lastPosition: -1 })),
  ],
  ['conversations_event_number_check', () => prisma.conversation.create(conversations({ eventNumber: -1 }))],
  ['conversations_sort_at_check', () => prisma.conversation.create(conversations({ sortAt: later }))],
  ['conversations_sort_at_check', () => prisma.conversation.create(conversations({ lastMessageAt: later }))],
  ['conversations_state_check', () => prisma.conversation.create(conversations({ archivedAt: at }))],
  ['conversations_state_check', () => prisma.conversation.create(conversations({ trashedAt: at }))],
  ['conversations_state_check', () => prisma.conversation.create(conversations({ state: 'ARCHIVED' }))],
  ['conversations_state_check', () => prisma.conversation.create(conversations({ state: 'TRASHED' }))],
  [
    'conversations_state_check',
    () => prisma.conversation.create(conversations({ state: 'ARCHIVED', archivedAt: at, trashedAt: at })),
  ],
  ['messages_external_id_check', () => prisma.message.create(messages({ externalId: '' }))],
  ['messages_position_check', () => prisma.message.create(messages({ position: 0 }))],
  ['messages_content_check', () => prisma.message.create(messages({ content: `${'é'.repeat(524_288)}a` }))],
  ['messages_author_check', () => prisma.message.create(messages({ role: 'ASSISTANT', authorId: ownerId }))],
  ['messages_author_check', () => prisma.message.create(messages({ role: 'TOOL', authorId: ownerId }))],
  ['messages_parts_check', () => prisma.message.create(messages({ parts: {} }))],
  ['messages_parts_check', () => prisma.message.create(messages({ parts: Array(1001).fill({}) }))],
  ['messages_metadata_check', () => prisma.message.create(messages({ metadata: 'a' }))],
  ['files_attachment_check', () => prisma.file.create(files({ conversationId }))],
  ['files_attachment_check', () => prisma.file.create(files({ messageId }))],
  ['files_ordinal_check', () => prisma.file.create(files({ ordinal: -1 }))],
  ['files_ordinal_check', () => prisma.file.create(files({ ordinal: 32 }))],
  ['files_name_check', () => prisma.file.create(files({ name: '' }))],
  ['files_content_type_check', () => prisma.file.create(files({ contentType: '' }))],
  ['files_size_check', () => prisma.file.create(files({ size: -1 }))],
  ['files_storage_path_check', () => prisma.file.create(files({ storagePath: '' }))],
  ['files_preview_path_check', () => prisma.file.create(files({ previewPath: '' }))],
  [
    'preview_jobs_attempts_check',
    () => prisma.file.create(files({ previewJob: { create: { attempts: -1 } } })),
  ],
  ['removals_path_check', () => prisma.removal.create({ data: { path: '' } })],
  ['events_number_check', () => prisma.event.create(events({ number: 0 }))],
  ['events_part_index_check', () => prisma.event.create(events({ partIndex: -1 }))],
  ['events_delta_check', () => prisma.event.create(events({ ...delta, messageId: null }))],
  ['events_delta_check', () => prisma.event.create(events({ ...delta, partIndex: null }))],
  ['events_delta_check', () => prisma.event.create(events({ ...delta, chunkNumber: null }))],
  ['events_delta_check', () => prisma.event.create(events({ chunkNumber: 1 }))],
  ['message_chunks_part_index_check', () => prisma.messageChunk.create(chunks({ partIndex: -1 }))],
  ['message_chunks_offset_check', () => prisma.messageChunk.create(chunks({ offset: -1 }))],
  ['message_chunks_offset_check', () => prisma.messageChunk.create(chunks({ offset: 2 }))],
  ['message_chunks_content_check', () => prisma.messageChunk.create(chunks({ text: null }))],
  ['message_chunks_content_check', () => prisma.messageChunk.create(chunks({ part: {} }))],
  ['message_streams_part_count_check', () => streamed({ partCount: -1 })],
  ['message_streams_part_count_check', () => streamed({ partCount: 1001 })],
  ['message_streams_bytes_check', () => streamed({ contentBytes: -1 })],
  ['message_streams_bytes_check', () => streamed({ bytes: -1 })],
  ['message_streams_number_check', () => streamed({ number: -1 })],
]

test.each(refused)('%s refuses what breaks it', (constraint, create) =>
  expect(create()).rejects.toThrow(constraint),
)

test('every CHECK constraint has a row above that it refuses', async () => {
  const constraints = await prisma.$queryRaw<{ name: string }[]>`
    SELECT conname AS name FROM pg_constraint
    WHERE contype = 'c' AND connamespace = 'public'::regnamespace`
  const tested = new Set(refused.map(([constraint]) => constraint))
  expect(new Set(constraints.map(({ name }) => name))).toEqual(tested)
})

test('an owner has one default space', async () => {
  await expect(prisma.space.create(spaces({ isDefault: true }))).rejects.toMatchObject({ code: 'P2002' })
})

test("a conversation cannot stand in another owner's space", async () => {
  const stranger = await prisma.user.create(users({}))
  const create = prisma.conversation.create(conversations({ ownerId: stranger.id }))
  await expect(create).rejects.toMatchObject({ code: 'P2003' })
})
