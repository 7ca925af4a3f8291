import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, conversation, createConversation, done, freshId, mutate } from '../fixtures.ts'
import { contentsOf, message, messagesOf, twentyTimes } from './fixtures.ts'

const { url, database } = await testServer()

test('a message has what it was given, and is complete, unedited and of its sender', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const added = await addMessage(user, { conversationId, content: 'Hi', metadata: { a: [1, null] } })
  expect(added).toMatchObject({
    externalId: null,
    position: 1,
    role: 'USER',
    status: 'COMPLETE',
    content: 'Hi',
    metadata: { a: [1, null] },
    isEdited: false,
    editedAt: null,
    author: { name: user.name },
    files: [],
  })
  expect(added.updatedAt).toBe(added.createdAt)
  expect(await message(user, added.id)).toMatchObject(added)
})

test.each([
  ['USER', true],
  ['SYSTEM', true],
  ['DEVELOPER', true],
  ['ASSISTANT', false],
  ['TOOL', false],
])('a message of role %s has an author: %s', async (role, hasAuthor) => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const added = await addMessage(user, { conversationId, role })
  expect(added.role).toBe(role)
  expect(added.author).toEqual(hasAuthor ? { name: user.name } : null)
})

test('a message moves its conversation up the list, counts, and raises the version by one', async () => {
  const user = await clientOf(url)
  const older = await createConversation(user)
  await createConversation(user)
  const added = await addMessage(user, { conversationId: older.id })
  expect(await conversation(user, older.id)).toEqual({
    ...older,
    version: 2,
    messageCount: 1,
    lastMessageAt: added.createdAt,
  })
  const { conversations } = await user.data('{ conversations { nodes { id lastMessage { id } } } }')
  expect(conversations.nodes[0]).toEqual({ id: older.id, lastMessage: { id: added.id } })
})

test('twenty messages at once are all there, at strictly rising places, and all are counted', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const added = await twentyTimes((index) => addMessage(user, { conversationId, content: `${index}` }))
  const stored = await messagesOf(user, conversationId)
  expect(stored.map(({ id }: { id: string }) => id).toSorted()).toEqual(added.map(({ id }) => id).toSorted())
  const positions = stored.map(({ position }: { position: number }) => position)
  expect(positions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  const now = await conversation(user, conversationId)
  expect(now).toMatchObject({ version: 21, messageCount: 20, lastMessageAt: stored.at(-1).createdAt })
})

test('a place is not given again after its message is deleted', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const first = await addMessage(user, { conversationId })
  await done(user, 'deleteMessage', { messageId: first.id }, 'deletedMessageId')
  expect((await addMessage(user, { conversationId })).position).toBeGreaterThan(first.position)
})

test('an archived conversation takes a message and stays archived', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  await done(user, 'archiveConversation', { conversationId })
  await addMessage(user, { conversationId })
  expect(await conversation(user, conversationId)).toMatchObject({ state: 'ARCHIVED', messageCount: 1 })
})

test('a trashed conversation takes none', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  await done(user, 'trashConversation', { conversationId })
  const before = await conversation(user, conversationId)
  expect(await mutate(user, 'addMessage', { conversationId, role: 'USER', content: 'Hi' })).toMatchObject({
    __typename: 'ConflictError',
    code: 'CONFLICT',
    current: { id: conversationId },
  })
  expect(await conversation(user, conversationId)).toEqual(before)
  expect(await contentsOf(user, conversationId)).toEqual([])
})

test('with an expected version that is no more, nothing is added', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  await addMessage(user, { conversationId, content: 'one', expectedVersion: 1 })
  const input = { conversationId, role: 'USER', content: 'two', expectedVersion: 1 }
  expect(await mutate(user, 'addMessage', input)).toMatchObject({
    __typename: 'ConflictError',
    current: { id: conversationId },
  })
  expect(await contentsOf(user, conversationId)).toEqual(['one'])
  expect(await conversation(user, conversationId)).toMatchObject({ version: 2, messageCount: 1 })
})

test('of twenty that expect the same version, one is added', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const results = await twentyTimes((index) =>
    mutate(user, 'addMessage', { conversationId, role: 'USER', content: `${index}`, expectedVersion: 1 }),
  )
  const names = results.map(({ __typename }) => __typename).toSorted()
  expect(names).toEqual(['AddMessagePayload', ...Array(19).fill('ConflictError')])
  expect(await messagesOf(user, conversationId)).toHaveLength(1)
})

test('in a conversation that is not there, or another user’s, nothing is added', async () => {
  const [user, stranger] = [await clientOf(url), await clientOf(url)]
  const { id } = await createConversation(stranger)
  const before = await database.prisma.message.count()
  for (const conversationId of [id, freshId('Conversation'), freshId('Message'), 'nonsense'])
    expect(await mutate(user, 'addMessage', { conversationId, role: 'USER', content: 'Hi' })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    })
  expect(await database.prisma.message.count()).toBe(before)
})

test.each(['STREAMING', 'COMPLETE', 'CANCELLED', 'FAILED'])(
  'a message can be added as %s',
  async (status) => {
    const user = await clientOf(url)
    const { id: conversationId } = await createConversation(user)
    expect(await addMessage(user, { conversationId, role: 'ASSISTANT', status })).toMatchObject({ status })
  },
)

test('a message may say nothing', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, { conversationId, content: undefined })
  expect(await message(user, id)).toMatchObject({ content: '', parts: [] })
})
