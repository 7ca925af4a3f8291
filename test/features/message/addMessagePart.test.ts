import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { conversation, done, freshId, mutate, uploadedFile } from '../fixtures.ts'
import { conversationWith, message } from './fixtures.ts'
import { addPart, append, finish, openStream } from './streams.ts'

const { url, database } = await testServer()
const user = await clientOf(url)
const call = { toolCall: { toolCallId: '1', toolName: 'search', input: { q: 'x', n: [1.5, null] } } }

const refused = (messageId: string, partIndex: number, part: object, by = user) =>
  mutate(by, 'addMessagePart', { messageId, partIndex, part })

test('parts of every kind and text go in any order', async () => {
  const { id } = await openStream(user)
  const fileId = await uploadedFile(database, user)
  const parts = [
    { reasoning: { text: 'Hm', metadata: { a: 1 } } },
    call,
    { toolResult: { toolCallId: '1', output: [1], isError: true } },
    { text: { text: 'See ' } },
    { source: { url: 'https://example.org/', title: 'Example' } },
    { data: { name: 'chart', dataId: 'd', data: { x: 1 } } },
    { file: { fileId } },
  ]
  for (const [index, part] of parts.entries()) await addPart(user, id, index, part)
  await append(user, id, 3, 4, 'this')
  const streamed = await append(user, id, 7, 0, '.')
  expect(streamed).toMatchObject({ content: 'See this.', files: [{ id: fileId }] })
  expect(streamed.parts).toMatchObject([
    { text: 'Hm', metadata: { a: 1 } },
    call.toolCall,
    { output: [1], isError: true },
    { text: 'See this' },
    { url: 'https://example.org/', title: 'Example' },
    { name: 'chart', dataId: 'd', data: { x: 1 } },
    { file: { id: fileId } },
    { text: '.' },
  ])
  expect((await finish(user, id)).parts).toEqual(streamed.parts)
})

test('the repeat of a part changes nothing and succeeds, also when more followed', async () => {
  const { id } = await openStream(user)
  await addPart(user, id, 0, { text: { text: 'See ' } })
  await append(user, id, 0, 4, 'this')
  const before = await addPart(user, id, 1, call)
  expect(await addPart(user, id, 0, { text: { text: 'See ' } })).toEqual(before)
  expect(await addPart(user, id, 0, { text: { text: 'See this' } })).toEqual(before)
  expect(await addPart(user, id, 1, call)).toEqual(before)
})

test.each([
  ['text that goes on differently', 0, { text: { text: 'Sea' } }],
  ['text with other metadata', 0, { text: { text: 'See', metadata: { a: 1 } } }],
  ['reasoning where text is', 0, { reasoning: { text: 'See' } }],
  ['another call', 1, { toolCall: { ...call.toolCall, input: null } }],
  ['a place after the next', 3, call],
])('%s is a conflict with the message, and nothing is written', async (_, partIndex, part) => {
  const { id } = await openStream(user, { parts: [{ text: { text: 'See this' } }] })
  const before = await addPart(user, id, 1, call)
  expect(await refused(id, partIndex, part)).toMatchObject({ __typename: 'ConflictError', current: { id } })
  expect(await message(user, id)).toEqual(before)
})

test.each([
  ['a negative index', -1, call, 'partIndex'],
  ['NUL', 0, { text: { text: '\0' } }, 'part.text.text'],
  ['too much JSON', 0, { data: { name: 'a', data: 'x'.repeat(65_536) } }, 'part.data.data'],
  ['too much text', 0, { text: { text: 'x'.repeat(1024 * 1024 + 1) } }, 'part'],
])('%s is refused, and nothing is written', async (_, partIndex, part, path) => {
  const { id } = await openStream(user)
  expect(await refused(id, partIndex, part)).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path }],
  })
  expect(await message(user, id)).toMatchObject({ parts: [] })
})

test('another user’s file is not found, and nothing is written', async () => {
  const theirs = await uploadedFile(database, await clientOf(url))
  const { id } = await openStream(user)
  expect(await refused(id, 0, { file: { fileId: theirs } })).toMatchObject({
    __typename: expect.stringMatching(/Error$/),
  })
  expect(await message(user, id)).toMatchObject({ parts: [], files: [] })
})

test('the version of the conversation stays', async () => {
  const { conversationId, id } = await openStream(user)
  const before = await conversation(user, conversationId)
  await addPart(user, id, 0, call)
  expect(await conversation(user, conversationId)).toEqual(before)
})

test('after finishMessage no part is added, also where it repeats', async () => {
  const { id } = await openStream(user)
  await addPart(user, id, 0, call)
  const before = await finish(user, id)
  for (const index of [0, 1])
    expect(await refused(id, index, call)).toMatchObject({ __typename: 'ConflictError', current: { id } })
  expect(await message(user, id)).toEqual(before)
})

test('in the trash nothing is added', async () => {
  const { conversationId, id } = await openStream(user)
  await done(user, 'trashConversation', { conversationId })
  expect(await refused(id, 0, call)).toMatchObject({
    __typename: 'ConflictError',
    current: { id: conversationId },
  })
  expect(await message(user, id)).toMatchObject({ parts: [] })
})

test('of the same part at once many times, one is added', async () => {
  const { id } = await openStream(user)
  await Promise.all(Array.from({ length: 10 }, () => addPart(user, id, 0, call)))
  expect((await message(user, id)).parts).toHaveLength(1)
})

test('a message that is not there, or another user’s, is not found', async () => {
  const stranger = await clientOf(url)
  const theirs = await openStream(stranger)
  const { messages } = await conversationWith(user, 'gone')
  await done(user, 'deleteMessage', { messageId: messages[0].id }, 'deletedMessageId')
  for (const id of [theirs.id, messages[0].id, freshId('Message'), 'nonsense'])
    expect(await refused(id, 0, call)).toMatchObject({ __typename: 'NotFoundError' })
  expect(await message(stranger, theirs.id)).toMatchObject({ parts: [] })
})
