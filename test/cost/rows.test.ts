import { describe, expect, test } from 'vitest'
import { decodeId } from '../../src/platform/ids.ts'
import { uploadedFile } from '../features/fixtures.ts'
import { openStream } from '../sse/stream.ts'
import { looksInto, rowsRead } from '../support/scans.ts'
import { bearer, testServer } from '../support/server.ts'
import { statementsOf } from '../support/statements.ts'
import { longHistory } from './history.ts'
import { ADD, NESTED, OPENED, SIDEBAR, SPACE } from './operations.ts'

/** Nothing reads more rows than the pages asked for, however long the lists are, and however the database plans it. */

const server = await testServer()
const { database } = server
const { user, spaceId, quietSpaceId, conversationId } = await longHistory(server)

/** The rows that an operation reads. */
const readBy = async (operation: string, variables: object): Promise<number> =>
  rowsRead(database, await statementsOf(() => user.data(operation, variables)))

// A page of 20 reads one row more, for the flag beyond it; another flag reads one.
const PAGE = 20 + 2

const lists = [
  ["a viewer's", SIDEBAR, (data: Data) => data.conversations, 5000],
  ["a space's", SPACE, (data: Data) => data.space.conversations, 500],
] as const
// biome-ignore lint/suspicious/noExplicitAny: data is whatever the operation selects
type Data = any

const states = [
  [['ACTIVE']],
  [['ARCHIVED']],
  [['ACTIVE', 'ARCHIVED']],
  [['ACTIVE', 'ARCHIVED', 'TRASHED']],
] as const
const fields = ['LAST_MESSAGE_AT', 'CREATED_AT', 'UPDATED_AT', 'TITLE']

describe.each(lists)('%s conversations', (_, operation, listOf, middle) => {
  describe.each(states)('that are %j', (asked) => {
    test.each(
      fields.flatMap((field) => [
        [field, 'ASC'],
        [field, 'DESC'],
      ]),
    )('by %s %s', async (field, direction) => {
      const page = { id: spaceId, filter: { states: asked }, orderBy: { field, direction } }
      const offset = Math.floor(middle / (asked.length === 1 && asked[0] === 'ARCHIVED' ? 10 : 1))
      const { pageInfo } = listOf(await user.data(operation, { ...page, offset }))
      expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })
      // Each state has a front of its own; the space itself is read too.
      const bound = asked.length * PAGE + 3
      expect(await readBy(operation, page)).toBeLessThanOrEqual(bound)
      expect(await readBy(operation, { ...page, first: null, last: 20 })).toBeLessThanOrEqual(bound)
      expect(await readBy(operation, { ...page, after: pageInfo.endCursor })).toBeLessThanOrEqual(bound)
      expect(
        await readBy(operation, { ...page, first: null, last: 20, before: pageInfo.startCursor }),
      ).toBeLessThanOrEqual(bound)
    })
  })
})

test.each([
  ['of few conversations', () => quietSpaceId],
  ['of many', () => spaceId],
])('the sidebar of a space %s by filter', async (_, space) => {
  expect(await readBy(SIDEBAR, { filter: { spaceId: space() } })).toBeLessThanOrEqual(PAGE)
})

test('the conversations with files, of which there are many', async () => {
  // Each row is looked up in the files.
  expect(await readBy(SIDEBAR, { filter: { hasFiles: true } })).toBeLessThanOrEqual(2 * PAGE)
})

test.each([
  ["a viewer's", SIDEBAR],
  ["a space's", SPACE],
])('the few pinned of %s many conversations', async (_, operation) => {
  const { conversations } = await user.data('{ conversations(first: 3, offset: 4000) { nodes { id } } }')
  for (const { id } of conversations.nodes)
    await user.data(
      'mutation ($id: ID!) { pinConversation(input: { conversationId: $id }) { __typename } }',
      { id },
    )
  await database.prisma.$executeRaw`ANALYZE conversations`
  const bound = 2 * PAGE
  expect(await readBy(operation, { id: spaceId, filter: { isPinned: true } })).toBeLessThanOrEqual(bound)
})

describe('an opened conversation of 100,000 messages', () => {
  // With each message its author and, at every tenth, a file; beside them the conversation, its space and last message.
  const bound = 51 * 2 + 6 + 5

  test.each([
    ['at its end', { last: 50 }],
    ['at its beginning', { first: 50 }],
  ])('%s', async (_, page) => {
    expect(await readBy(OPENED, { id: conversationId, ...page })).toBeLessThanOrEqual(bound)
  })

  test('looks for the files of those messages alone that had some', async () => {
    const opened = await statementsOf(() => user.data(OPENED, { id: conversationId, last: 50 }))
    expect(await looksInto(database, opened, 'files')).toBe(5)
  })

  test('in its middle', async () => {
    const middle = `query ($id: ID!) { conversation(id: $id) { messages(first: 100) { pageInfo { endCursor } } } }`
    const { conversation } = await user.data(middle, { id: conversationId })
    const cursor = conversation.messages.pageInfo.endCursor
    const after = { id: conversationId, first: 50, after: cursor }
    expect(await readBy(OPENED, after)).toBeLessThanOrEqual(bound)
    const before = { id: conversationId, last: 50, before: cursor }
    expect(await readBy(OPENED, before)).toBeLessThanOrEqual(bound)
  })
})

test('spaces, their conversations, their messages and their files', async () => {
  // One row more at each level tells whether there is another page; one message in ten has a file.
  const bound = 11 + 11 * 11 + 11 * 11 * 6 * 1.2
  expect(await readBy(NESTED, {})).toBeLessThanOrEqual(bound)
})

test('a conversation, and a space, of which much is told', async () => {
  const LAST = 1_020_000
  const [conversation, space] = [decodeId('Conversation', conversationId), decodeId('Space', spaceId)]
  await database.prisma.$executeRaw`
    INSERT INTO events (stream_id, number, owner_id, type, conversation_id, space_id)
    SELECT s.id, n, c.owner_id, 'CONVERSATION_CHANGED', c.id, ${space}::uuid
    FROM conversations c, unnest(ARRAY[c.id, c.owner_id]) s(id), generate_series(1000001, ${LAST}) n
    WHERE c.id = ${conversation}::uuid`
  await database.prisma
    .$executeRaw`UPDATE conversations SET event_number = ${LAST} WHERE id = ${conversation}::uuid`
  await database.prisma.$executeRaw`UPDATE users SET event_number = ${LAST} WHERE subject = ${user.name}`
  await database.prisma.$executeRaw`ANALYZE events`
  for (const watched of [
    `conversationEvents(conversationId: "${conversationId}")`,
    `conversationListEvents(spaceId: "${spaceId}")`,
  ]) {
    const statements = await statementsOf(async () => {
      const headers = await bearer(user.name)
      const stream = await openStream(
        server.url,
        { query: `subscription { ${watched} { __typename } }` },
        { headers },
      )
      expect(stream.status).toBe(200)
      stream.close()
    })
    expect(await rowsRead(database, statements)).toBeLessThanOrEqual(10)
  }
})

test('a message is added at the end of 100,000', async () => {
  const statements = await statementsOf(() =>
    user.data(ADD, { input: { conversationId, role: 'USER', content: 'Hi', externalId: 'the end' } }),
  )
  await database.prisma.message.deleteMany({ where: { externalId: 'the end' } })
  expect(await rowsRead(database, statements)).toBeLessThanOrEqual(10)
})

test('the last of 100,000 messages is deleted, with its file', async () => {
  const file = await uploadedFile(database, user)
  const { addMessage } = await user.data(ADD, { input: { conversationId, role: 'USER', fileIds: [file] } })
  const { id } = addMessage.message
  const remove = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { __typename } }`
  const statements = await statementsOf(() => user.data(remove, { input: { messageId: id } }))
  expect(await rowsRead(database, statements)).toBeLessThanOrEqual(10)
})
