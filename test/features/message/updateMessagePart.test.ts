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
  reachable,
  uploadedFile,
} from '../fixtures.ts'
import { conversationWith, message, WITH_PARTS } from './fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

const call = { toolCallId: '1', toolName: 'search' }
const update = async (messageId: string, partIndex: number, part: object) =>
  (await done(user, 'updateMessagePart', { messageId, partIndex, part }, WITH_PARTS)).message

async function messageOf(status = 'COMPLETE') {
  const { id: conversationId } = await createConversation(user)
  const parts = [{ text: { text: 'Searching' } }, { toolCall: call }]
  return {
    conversationId,
    ...(await addMessage(user, { conversationId, role: 'ASSISTANT', content: undefined, parts, status })),
  }
}

test.each(['STREAMING', 'COMPLETE', 'FAILED'])(
  'a part is put in the place of another, in a message that is %s, and nothing else changes',
  async (status) => {
    const { conversationId, id } = await messageOf(status)
    const before = [await message(user, id), await conversation(user, conversationId)]
    const updated = await update(id, 1, { toolCall: { ...call, input: { done: true } } })
    expect(updated.parts[1]).toMatchObject({ toolCallId: '1', input: { done: true } })
    expect(updated).toEqual({
      ...before[0],
      parts: [before[0].parts[0], updated.parts[1]],
      updatedAt: updated.updatedAt,
    })
    expect(await message(user, id)).toEqual(updated)
    expect(await conversation(user, conversationId)).toEqual(before[1])
  },
)

test('a part may be of another kind, and content follows the text', async () => {
  const { id } = await messageOf()
  expect(await update(id, 1, { text: { text: ' done' } })).toMatchObject({
    content: 'Searching done',
    isEdited: false,
  })
  expect(await update(id, 0, { reasoning: { text: 'Hm' } })).toMatchObject({
    content: ' done',
    isEdited: false,
  })
})

test('the only part of a plain message can be updated', async () => {
  const { messages } = await conversationWith(user, 'plain')
  expect(await update(messages[0].id, 0, { text: { text: 'other' } })).toMatchObject({ content: 'other' })
})

test('the same part again changes nothing', async () => {
  const { id } = await messageOf()
  const before = await message(user, id)
  await update(id, 1, { toolCall: call })
  expect(await message(user, id)).toEqual(before)
})

test('a part that is not there is a conflict with the message', async () => {
  const { id } = await messageOf()
  const before = await message(user, id)
  const input = { messageId: id, partIndex: 2, part: { text: { text: 'no' } } }
  expect(await mutate(user, 'updateMessagePart', input)).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect(await message(user, id)).toEqual(before)
})

test.each([
  ['a negative index', -1, { text: { text: 'a' } }, 'partIndex'],
  ['NUL', 0, { text: { text: '\0' } }, 'part.text.text'],
  ['too much text', 0, { text: { text: 'x'.repeat(1024 * 1024 + 1) } }, 'part'],
])('%s is refused', async (_, partIndex, part, path) => {
  const { id } = await messageOf()
  const before = await message(user, id)
  expect(await mutate(user, 'updateMessagePart', { messageId: id, partIndex, part })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path }],
  })
  expect(await message(user, id)).toEqual(before)
})

test('a file part brings its file, and takes it away', async () => {
  const { id } = await messageOf()
  const file = await uploadedFile(database, user)
  expect((await update(id, 1, { file: { fileId: file } })).files).toEqual([{ id: file }])
  expect((await update(id, 1, { toolCall: call })).files).toEqual([])
  expect(await reachable(user, [file])).toEqual([file])
})

test('in the trash nothing is updated', async () => {
  const { conversationId, id } = await messageOf()
  await done(user, 'trashConversation', { conversationId })
  const before = await message(user, id)
  const input = { messageId: id, partIndex: 0, part: { text: { text: 'no' } } }
  expect(await mutate(user, 'updateMessagePart', input)).toMatchObject({
    __typename: 'ConflictError',
    current: { id: conversationId },
  })
  expect(await message(user, id)).toEqual(before)
})

test('two updates of different parts at once are both kept', async () => {
  const { id } = await messageOf()
  await Promise.all([
    update(id, 0, { text: { text: 'Found' } }),
    update(id, 1, { toolCall: { ...call, input: 1 } }),
  ])
  expect((await message(user, id)).parts).toMatchObject([{ text: 'Found' }, { input: 1 }])
})

test('a message that is not there, or another user’s, is not found', async () => {
  const stranger = await clientOf(url)
  const { messages } = await conversationWith(stranger, 'theirs')
  const part = { text: { text: 'mine' } }
  for (const messageId of [messages[0].id, freshId('Message'), 'nonsense'])
    expect(await mutate(user, 'updateMessagePart', { messageId, partIndex: 0, part })).toMatchObject({
      __typename: 'NotFoundError',
    })
  expect(await message(stranger, messages[0].id)).toMatchObject(messages[0])
})
