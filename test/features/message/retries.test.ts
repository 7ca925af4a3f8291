import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import {
  addMessage,
  conversation,
  createConversation,
  done,
  freshId,
  mutate,
  uploadedFile,
} from '../fixtures.ts'
import { conversationWith, freshName, message, messagesOf, twentyTimes } from './fixtures.ts'

const { url, database } = await testServer()

const names = [
  ['id', () => freshId('Message')],
  ['externalId', freshName],
] as const

test.each(names)('the same %s twenty times at once makes one message', async (field, fresh) => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const input = { conversationId, [field]: fresh(), content: 'once' }
  const added = await twentyTimes(() => addMessage(user, input))
  expect(new Set(added.map(({ id }) => id)).size).toBe(1)
  expect(added[0][field]).toBe(input[field])
  expect(await messagesOf(user, conversationId)).toHaveLength(1)
  expect(await conversation(user, conversationId)).toMatchObject({ version: 2, messageCount: 1 })
})

test.each(names)('so it does with an expected version: %s', async (field, fresh) => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const input = { conversationId, [field]: fresh(), expectedVersion: 1 }
  const added = await twentyTimes(() => addMessage(user, input))
  expect(new Set(added.map(({ id }) => id)).size).toBe(1)
  expect(await conversation(user, conversationId)).toMatchObject({ version: 2, messageCount: 1 })
})

test.each(names)('so it does with a file: %s', async (field, fresh) => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const file = await uploadedFile(database, user)
  const input = { conversationId, [field]: fresh(), fileIds: [file] }
  const added = await twentyTimes(() => addMessage(user, input))
  expect(new Set(added.map(({ id }) => id)).size).toBe(1)
  expect(await messagesOf(user, conversationId)).toMatchObject([{ files: [{ id: file }] }])
})

test.each(names)(
  'a retry answers with the message as it is now, before any other check: %s',
  async (field, fresh) => {
    const user = await clientOf(url)
    const { id: conversationId } = await createConversation(user)
    const name = fresh()
    const { id } = await addMessage(user, { conversationId, [field]: name, expectedVersion: 1 })
    await done(user, 'editMessage', { messageId: id, content: 'edited' })
    await done(user, 'trashConversation', { conversationId })
    const before = await conversation(user, conversationId)
    const again = { conversationId, [field]: name, expectedVersion: 1, content: '\0', metadata: { a: '\0' } }
    expect(await addMessage(user, again)).toMatchObject({ id, content: 'edited' })
    expect(await conversation(user, conversationId)).toEqual(before)
  },
)

test('an id that is taken in another conversation of the same user is a conflict that shows nothing', async () => {
  const user = await clientOf(url)
  const { messages } = await conversationWith(user, 'here')
  const { id: conversationId } = await createConversation(user)
  const taken = await mutate(user, 'addMessage', { conversationId, id: messages[0].id, role: 'USER' })
  expect(taken).toMatchObject({ __typename: 'ConflictError', current: null })
  expect(taken.detail).not.toContain(messages[0].id)
  expect(await messagesOf(user, conversationId)).toEqual([])
  expect(await conversation(user, conversationId)).toMatchObject({ version: 1, messageCount: 0 })
  expect(await message(user, messages[0].id)).toMatchObject(messages[0])
})

test("another user's id is the same conflict", async () => {
  const [user, stranger] = [await clientOf(url), await clientOf(url)]
  const { messages } = await conversationWith(stranger, 'theirs')
  const { id: conversationId } = await createConversation(user)
  expect(
    await mutate(user, 'addMessage', { conversationId, id: messages[0].id, role: 'USER' }),
  ).toMatchObject({ __typename: 'ConflictError', current: null })
  expect(await messagesOf(user, conversationId)).toEqual([])
})

test('an externalId is free in every other conversation', async () => {
  const user = await clientOf(url)
  const externalId = freshName()
  const [one, two] = [await createConversation(user), await createConversation(user)]
  const first = await addMessage(user, { conversationId: one.id, externalId })
  const second = await addMessage(user, { conversationId: two.id, externalId })
  expect(second.id).not.toBe(first.id)
})

test.each([
  ['id', 'nonsense'],
  ['id', 'conv_01h455vb4pex5vsknk084sn02q'],
  ['externalId', ''],
  ['externalId', 'x'.repeat(256)],
  ['externalId', 'a\0'],
])('%s %j cannot be chosen', async (field, value) => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  expect(await mutate(user, 'addMessage', { conversationId, role: 'USER', [field]: value })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: field }],
  })
  expect(await messagesOf(user, conversationId)).toEqual([])
})

test('an externalId has up to 255 characters of any kind', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const externalId = '🗝'.repeat(255)
  expect(await addMessage(user, { conversationId, externalId })).toMatchObject({ externalId })
})
