import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import {
  addMessage,
  CONVERSATION,
  conversation,
  createConversation,
  done,
  freshId,
  mutate,
  reachable,
  uploadedFile,
} from '../fixtures.ts'
import { contentsOf, conversationWith, message, twentyTimes } from './fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

const PAYLOAD = `deletedMessageId conversation { ${CONVERSATION} lastMessage { id } }`
const remove = (messageId: string, more: object = {}) =>
  done(user, 'deleteMessage', { messageId, ...more }, PAYLOAD)

test('a deleted message is gone, and its conversation is one shorter', async () => {
  const { id, messages } = await conversationWith(user, 'one', 'two', 'three')
  const before = await conversation(user, id)
  const deleted = await remove(messages[1].id)
  expect(deleted).toMatchObject({
    deletedMessageId: messages[1].id,
    conversation: {
      ...before,
      version: before.version + 1,
      messageCount: 2,
      lastMessage: { id: messages[2].id },
    },
  })
  expect(await contentsOf(user, id)).toEqual(['one', 'three'])
  expect(await message(user, messages[1].id)).toBeNull()
  expect(await reachable(user, [messages[1].id])).toEqual([null])
})

test('without the last message, the one before is the last', async () => {
  const { id, messages } = await conversationWith(user, 'one', 'two')
  const { conversation: now } = await remove(messages[1].id)
  expect(now).toMatchObject({
    messageCount: 1,
    lastMessageAt: messages[0].createdAt,
    lastMessage: { id: messages[0].id },
  })
  expect(await conversation(user, id)).toMatchObject({ lastMessageAt: messages[0].createdAt })
})

test('without its only message, a conversation has no last one', async () => {
  const { messages } = await conversationWith(user, 'one')
  const { conversation: now } = await remove(messages[0].id)
  expect(now).toMatchObject({ messageCount: 0, lastMessageAt: null, lastMessage: null })
})

test('a conversation moves back down the list with its last message', async () => {
  const lister = await clientOf(url)
  const older = await createConversation(lister)
  const newer = await createConversation(lister)
  const { id } = await addMessage(lister, { conversationId: older.id })
  const order = async () =>
    (await lister.data('{ conversations { nodes { id } } }')).conversations.nodes.map(
      ({ id }: { id: string }) => id,
    )
  expect(await order()).toEqual([older.id, newer.id])
  await done(lister, 'deleteMessage', { messageId: id }, 'deletedMessageId')
  expect(await order()).toEqual([newer.id, older.id])
})

test("a message's files go with it", async () => {
  const { id: conversationId } = await createConversation(user)
  const file = await uploadedFile(database, user)
  const { id } = await addMessage(user, { conversationId, fileIds: [file] })
  await remove(id)
  expect(await reachable(user, [file])).toEqual([null])
})

test('a message that is still being written can be deleted', async () => {
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, { conversationId, role: 'ASSISTANT', status: 'STREAMING' })
  expect(await remove(id)).toMatchObject({ conversation: { messageCount: 0 } })
})

test('of twenty deletions at once one is done, and the others find nothing', async () => {
  const { id, messages } = await conversationWith(user, 'one', 'two')
  const results = await twentyTimes(() =>
    mutate(user, 'deleteMessage', { messageId: messages[0].id }, PAYLOAD),
  )
  const names = results.map(({ __typename }) => __typename).toSorted()
  expect(names).toEqual(['DeleteMessagePayload', ...Array(19).fill('NotFoundError')])
  expect(await conversation(user, id)).toMatchObject({ version: 4, messageCount: 1 })
})

test('additions and deletions at once leave what the rows say', async () => {
  const contents = Array.from({ length: 10 }, (_, index) => `${index}`)
  const { id: conversationId, messages } = await conversationWith(user, ...contents)
  await Promise.all(
    messages.flatMap(({ id }) => [remove(id), addMessage(user, { conversationId, content: 'new' })]),
  )
  expect(await contentsOf(user, conversationId)).toEqual(Array(10).fill('new'))
  const { conversation: now } = await user.data(
    `query ($id: ID!) { conversation(id: $id) { messageCount version lastMessageAt lastMessage { createdAt } } }`,
    { id: conversationId },
  )
  expect(now).toMatchObject({ messageCount: 10, version: 31, lastMessageAt: now.lastMessage.createdAt })
})

test('in the trash nothing is deleted', async () => {
  const { id, messages } = await conversationWith(user, 'one')
  await done(user, 'trashConversation', { conversationId: id })
  expect(await mutate(user, 'deleteMessage', { messageId: messages[0].id }, PAYLOAD)).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect(await contentsOf(user, id)).toEqual(['one'])
})

test('with an expected version that is no more, nothing is deleted', async () => {
  const { id, messages } = await conversationWith(user, 'one')
  const input = { messageId: messages[0].id, expectedVersion: 1 }
  expect(await mutate(user, 'deleteMessage', input, PAYLOAD)).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect(await contentsOf(user, id)).toEqual(['one'])
  await remove(messages[0].id, { expectedVersion: 2 })
  expect(await contentsOf(user, id)).toEqual([])
})

test('a message that is not there, or another user’s, is not found', async () => {
  const stranger = await clientOf(url)
  const { id, messages } = await conversationWith(stranger, 'theirs')
  for (const messageId of [messages[0].id, freshId('Message'), id, 'nonsense'])
    expect(await mutate(user, 'deleteMessage', { messageId }, PAYLOAD)).toMatchObject({
      __typename: 'NotFoundError',
    })
  expect(await contentsOf(stranger, id)).toEqual(['theirs'])
})
