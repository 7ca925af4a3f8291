import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, conversation, createConversation, done, freshId, mutate } from '../fixtures.ts'
import { conversationWith, message, WITH_PARTS } from './fixtures.ts'

const { url } = await testServer()
const user = await clientOf(url)

const edit = async (messageId: string, changes: object) =>
  (await done(user, 'editMessage', { messageId, ...changes }, WITH_PARTS)).message

test('new content marks a message as edited and raises the version by one', async () => {
  const { id: conversationId, messages } = await conversationWith(user, 'one', 'two')
  const before = await conversation(user, conversationId)
  const edited = await edit(messages[0].id, { content: 'uno' })
  expect(edited).toEqual({
    ...messages[0],
    content: 'uno',
    parts: [{ __typename: 'TextPart', text: 'uno', metadata: null }],
    isEdited: true,
    editedAt: edited.updatedAt,
    updatedAt: expect.any(String),
  })
  expect(await message(user, messages[0].id)).toEqual(edited)
  expect(await message(user, messages[1].id)).toMatchObject(messages[1])
  expect(await conversation(user, conversationId)).toEqual({ ...before, version: before.version + 1 })
})

test('new parts mark it as edited, and say what its content is', async () => {
  const { messages } = await conversationWith(user, 'one')
  const edited = await edit(messages[0].id, {
    parts: [{ text: { text: 'a' } }, { reasoning: { text: 'b' } }, { text: { text: 'c' } }],
  })
  expect(edited).toMatchObject({ content: 'ac', isEdited: true })
  expect(edited.parts).toHaveLength(3)
})

test('new content takes the place of all parts', async () => {
  const { id: conversationId } = await createConversation(user)
  const parts = [{ text: { text: 'a' } }, { data: { name: 'b' } }]
  const { id } = await addMessage(user, { conversationId, content: undefined, parts })
  expect((await edit(id, { content: 'c' })).parts).toEqual([
    { __typename: 'TextPart', text: 'c', metadata: null },
  ])
})

test('other parts of the same text are an edit', async () => {
  const { messages } = await conversationWith(user, 'ab')
  const parts = [{ text: { text: 'a' } }, { text: { text: 'b' } }]
  expect(await edit(messages[0].id, { parts })).toMatchObject({ content: 'ab', isEdited: true })
})

test('new metadata raises the version and marks nothing', async () => {
  const { id, messages } = await conversationWith(user, 'one')
  expect(await edit(messages[0].id, { metadata: { a: 1 } })).toMatchObject({
    metadata: { a: 1 },
    content: 'one',
    isEdited: false,
    editedAt: null,
  })
  expect(await conversation(user, id)).toMatchObject({ version: 3 })
  expect(await edit(messages[0].id, { metadata: null })).toMatchObject({ metadata: null, isEdited: false })
})

test('what is there already changes nothing, the version included', async () => {
  const { id: conversationId } = await createConversation(user)
  const parts = [
    { text: { text: 'a', metadata: { x: { y: [1] } } } },
    { toolResult: { toolCallId: '1', output: {} } },
  ]
  const metadata = { k: { l: 'm' } }
  const { id } = await addMessage(user, { conversationId, content: undefined, parts, metadata })
  const before = [await message(user, id), await conversation(user, conversationId)]
  for (const same of [{}, { parts }, { metadata }, { fileIds: [] }, { parts, metadata, fileIds: null }])
    await edit(id, same)
  expect([await message(user, id), await conversation(user, conversationId)]).toEqual(before)
})

test('the same content, as content or as its one text part, changes nothing', async () => {
  const { id, messages } = await conversationWith(user, 'same')
  const before = await conversation(user, id)
  await edit(messages[0].id, { content: 'same' })
  await edit(messages[0].id, { parts: [{ text: { text: 'same' } }] })
  expect(await message(user, messages[0].id)).toMatchObject(messages[0])
  expect(await conversation(user, id)).toEqual(before)
})

test('JSON written in the document is the same as JSON in variables', async () => {
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, { conversationId, metadata: { a: [{ b: 1 }] } })
  const before = await conversation(user, conversationId)
  await user.data(
    `mutation ($id: ID!) { editMessage(input: { messageId: $id, metadata: { a: [{ b: 1 }] } }) { __typename } }`,
    { id },
  )
  expect(await conversation(user, conversationId)).toEqual(before)
})

test('a message that is still being written is not edited', async () => {
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, { conversationId, role: 'ASSISTANT', status: 'STREAMING' })
  const before = [await message(user, id), await conversation(user, conversationId)]
  expect(await mutate(user, 'editMessage', { messageId: id, content: 'no' })).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect([await message(user, id), await conversation(user, conversationId)]).toEqual(before)
})

test('a message in the trash is not edited; in the archive it is', async () => {
  const { id: conversationId, messages } = await conversationWith(user, 'one')
  await done(user, 'archiveConversation', { conversationId })
  expect(await edit(messages[0].id, { content: 'two' })).toMatchObject({ content: 'two' })
  await done(user, 'trashConversation', { conversationId })
  expect(await mutate(user, 'editMessage', { messageId: messages[0].id, content: 'no' })).toMatchObject({
    __typename: 'ConflictError',
    current: { id: conversationId },
  })
  expect(await message(user, messages[0].id)).toMatchObject({ content: 'two' })
})

test('with an expected version that is no more, nothing is edited', async () => {
  const { id, messages } = await conversationWith(user, 'one')
  const input = { messageId: messages[0].id, content: 'no', expectedVersion: 1 }
  expect(await mutate(user, 'editMessage', input)).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect(await message(user, messages[0].id)).toMatchObject(messages[0])
  expect(await edit(messages[0].id, { content: 'yes', expectedVersion: 2 })).toMatchObject({ content: 'yes' })
})

test.each([
  ['too much content', { content: 'x'.repeat(1024 * 1024 + 1) }, 'content'],
  ['NUL', { content: '\0' }, 'content'],
  ['null for content', { content: null }, 'content'],
  ['null for parts', { parts: null }, 'parts'],
  ['content and parts', { content: 'a', parts: [] }, 'parts'],
  ['too much metadata', { metadata: { a: 'x'.repeat(16 * 1024) } }, 'metadata'],
])('%s is refused and changes nothing', async (_, changes, path) => {
  const { id, messages } = await conversationWith(user, 'one')
  expect(await mutate(user, 'editMessage', { messageId: messages[0].id, ...changes })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path }],
  })
  expect(await message(user, messages[0].id)).toMatchObject(messages[0])
  expect(await conversation(user, id)).toMatchObject({ version: 2 })
})

test('a message that is not there, or another user’s, is not found', async () => {
  const stranger = await clientOf(url)
  const { messages } = await conversationWith(stranger, 'theirs')
  for (const messageId of [messages[0].id, freshId('Message'), freshId('Conversation'), 'nonsense'])
    expect(await mutate(user, 'editMessage', { messageId, content: 'mine' })).toMatchObject({
      __typename: 'NotFoundError',
    })
  expect(await message(stranger, messages[0].id)).toMatchObject(messages[0])
})
