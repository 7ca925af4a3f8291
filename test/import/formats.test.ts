import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeId } from '../../src/platform/ids.ts'
import { listCursor, typesOf } from '../features/event/fixtures.ts'
import { watchList } from '../features/event/watch.ts'
import { type Client, clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { importing, kept } from './importing.ts'

/** What the clients of the five REST APIs have kept, made after their documents. */

const { url, database } = await testServer()

const ALL = `{
  conversations(filter: { states: [ACTIVE, ARCHIVED, TRASHED] }, orderBy: { field: CREATED_AT, direction: ASC }) {
    nodes {
      id externalId title isPinned agentId mode createdAt updatedAt archivedAt lastMessageAt messageCount
      space { id externalId name isDefault }
      messages(first: 100) { nodes {
        id externalId role content metadata createdAt isEdited author { name }
        files { id name contentType size storagePath isUploaded createdAt }
      } }
    }
  }
}`

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the test says that it is
const all = async (user: Client): Promise<any[]> => (await user.data(ALL)).conversations.nodes

const nothing = { spaces: 0, conversations: 0, messages: 0, files: 0 }

/** A copy with UUIDs of its own, since those of the documents would meet in one database. */
function renamed(text: string): string {
  const names = new Map<string, string>()
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uuid) => {
    if (!names.has(uuid)) names.set(uuid, randomUUID())
    return names.get(uuid) as string
  })
}

/** Imports it, and a second time, which must change nothing. */
async function imported(...texts: string[]) {
  const user = await clientOf(url)
  const outcome = await importing(database, user.name, ...texts)
  const conversations = await all(user)
  const again = await importing(database, user.name, ...texts)
  expect(again.added).toEqual(nothing)
  expect(await all(user)).toEqual(conversations)
  return { outcome, conversations, user }
}

test('conversations with spaces, under names of their own', async () => {
  const { outcome, conversations, user } = await imported(kept('spaces'))
  expect(outcome).toMatchObject({ added: { spaces: 1, conversations: 2, messages: 2, files: 0 }, refused: 0 })
  expect(outcome.problems).toEqual([])
  expect(conversations).toMatchObject([
    {
      externalId: 'conv_123',
      title: 'Counter module',
      createdAt: '2024-01-01T00:00:00.000Z',
      updatedAt: '2024-01-03T08:15:00.000Z',
      lastMessageAt: '2024-01-01T00:00:05.000Z',
      space: { externalId: 'space_123', name: 'My Workspace', isDefault: false },
      messages: {
        nodes: [
          { externalId: 'msg_1', role: 'USER', author: { name: user.name } },
          { externalId: 'msg_2', role: 'ASSISTANT', content: 'It counts up.', author: null },
        ],
      },
    },
    { externalId: 'conv_124', messageCount: 0, lastMessageAt: null, space: { externalId: 'space_123' } },
  ])
})

test('chats that are told with title and time alone', async () => {
  const text = renamed(kept('chats'))
  const { outcome, conversations } = await imported(text)
  expect(outcome).toMatchObject({ added: { ...nothing, conversations: 2 }, problems: [], unread: {} })
  const [first, second] = JSON.parse(text).chats
  expect(conversations).toMatchObject([
    {
      id: encodeId('Conversation', second.id),
      title: 'API authentication methods',
      createdAt: '2026-02-28T15:45:00.000Z',
      updatedAt: '2026-02-28T15:45:00.000Z',
      space: { isDefault: true },
    },
    { id: encodeId('Conversation', first.id), updatedAt: '2026-03-01T10:30:00.000Z' },
  ])
})

test('conversations, archived ones too, whose messages come in an answer of their own, with files', async () => {
  const both = renamed(`${kept('archive')}\n${kept('archive.messages')}`)
  const { outcome, conversations } = await imported(both)
  expect(outcome).toMatchObject({
    added: { ...nothing, conversations: 2, messages: 2, files: 2 },
    problems: [],
  })
  expect(conversations).toMatchObject([
    {
      title: 'Holiday plans',
      createdAt: '2025-05-02T09:00:00.123Z',
      archivedAt: '2025-05-04T10:00:00.000Z',
      lastMessageAt: '2025-05-02T09:01:30.000Z',
      messages: {
        nodes: [
          {
            isEdited: true,
            metadata: { client: 'web', draft: null },
            files: [
              {
                name: 'beaches.png',
                contentType: 'image/png',
                size: 48213,
                isUploaded: false,
                createdAt: '2025-05-02T08:59:58.000Z',
              },
              { name: 'prices.csv' },
            ],
          },
          { isEdited: false, metadata: null, files: [] },
        ],
      },
    },
    // A time without a zone is of UTC.
    { title: null, archivedAt: null, createdAt: '2025-05-03T09:00:00.000Z' },
  ])
  const [, file] = conversations[0].messages.nodes[0].files
  expect(outcome.files).toContainEqual({
    id: file.id,
    from: 'uploads/9b2c7a10/prices.csv',
    storagePath: file.storagePath,
  })
  expect(file.storagePath).not.toContain('uploads')
})

test('conversations of a user id, with messages that have no id', async () => {
  const { outcome, conversations } = await imported(renamed(kept('local-storage')))
  expect(outcome).toMatchObject({
    added: { ...nothing, conversations: 1, messages: 3 },
    problems: [],
    unread: {},
  })
  expect(conversations).toMatchObject([
    {
      isPinned: true,
      mode: 'mode_1_interactive_manual',
      agentId: expect.any(String),
      updatedAt: '2025-01-01T00:00:05.000Z',
      // Said twice at the same moment, it is there twice.
      messages: {
        nodes: [
          { content: 'Hello', createdAt: '2025-01-01T00:00:00.000Z' },
          { content: 'Hello', createdAt: '2025-01-01T00:00:00.000Z' },
          { content: 'Hello! How can I help?', createdAt: '2025-01-01T00:00:02.500Z' },
        ],
      },
    },
  ])
})

test('a dump of localStorage, whose values are JSON in JSON', async () => {
  const { outcome, conversations } = await imported(kept('dump'))
  expect(outcome).toMatchObject({ added: { ...nothing, conversations: 2, messages: 1 }, problems: [] })
  expect(conversations).toMatchObject([
    { externalId: '1735689600000', createdAt: '2025-01-01T00:00:00.000Z', messageCount: 1 },
    { externalId: 'b-2', title: 'From a store', createdAt: '2025-01-01T00:00:00.000Z' },
  ])
})

test('conversations of projects, of which only the id is known', async () => {
  const text = renamed(kept('projects'))
  const { outcome, conversations } = await imported(text)
  expect(outcome).toMatchObject({
    added: { ...nothing, spaces: 1, conversations: 2, messages: 2 },
    problems: [],
  })
  const [{ project_id, messages }] = JSON.parse(text).conversations
  expect(conversations[0]).toMatchObject({
    space: { id: encodeId('Space', project_id), name: project_id },
    messages: {
      nodes: [
        { id: encodeId('Message', messages[0].id), createdAt: '2024-01-15T10:31:00.250Z' },
        { content: 'With the data.' },
      ],
    },
  })
})

test('who watches the list is told', async () => {
  const user = await clientOf(url)
  const { events, until } = watchList(url, user, { after: await listCursor(user) })
  await importing(database, user.name, kept('spaces'))
  await until(() => events.length >= 4)
  expect(typesOf(events)).toEqual([
    'SpaceCreated',
    'ConversationCreated',
    'ConversationChanged',
    'ConversationCreated',
  ])
})

test('pages that were put together as a list, and lines', async () => {
  const pages = [1, 2].map((page) => ({ conversations: [{ id: `page-${page}`, title: 'One' }], total: 1 }))
  const list = JSON.stringify(pages)
  const lines = [3, 4].map((line) => JSON.stringify({ id: `line-${line}`, title: 'One' })).join('\n')
  const { outcome } = await imported(list, lines)
  expect(outcome).toMatchObject({ added: { ...nothing, conversations: 4 }, problems: [] })
})

test('a newer dump adds what is new in it, and leaves alone what was changed here', async () => {
  const { user, conversations } = await imported(kept('spaces'))
  await user.data(
    `mutation ($id: ID!) { renameConversation(input: { conversationId: $id, title: "Mine" }) { __typename } }`,
    { id: conversations[0].id },
  )
  const newer = JSON.parse(kept('spaces'))
  newer.conversations[0].messages.push({
    id: 'msg_3',
    content: 'Thanks',
    role: 'user',
    createdAt: '2024-01-04T00:00:00Z',
  })
  const outcome = await importing(database, user.name, JSON.stringify(newer))
  expect(outcome.added).toEqual({ ...nothing, messages: 1 })
  const [conversation] = await all(user)
  expect(conversation).toMatchObject({
    title: 'Mine',
    messageCount: 3,
    lastMessageAt: '2024-01-04T00:00:00.000Z',
  })
  expect(conversation.messages.nodes.at(-1)).toMatchObject({ externalId: 'msg_3' })
})
