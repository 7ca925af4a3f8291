import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { conversation, done, freshId, mutate } from '../fixtures.ts'
import { conversationWith, message } from './fixtures.ts'
import { addPart, append, finish, openStream } from './streams.ts'

const { url, database } = await testServer()
const user = await clientOf(url)
const call = { toolCall: { toolCallId: '1', toolName: 'search' } }

const refused = (messageId: string, partIndex: number, offset: number, text: string, by = user) =>
  mutate(by, 'appendToMessage', { messageId, partIndex, offset, text })

test('text opens a part and goes on in it, and `content` follows', async () => {
  const { id } = await openStream(user)
  await append(user, id, 0, 0, 'Hello')
  const added = await append(user, id, 0, 5, ', world')
  expect(added).toMatchObject({ content: 'Hello, world', status: 'STREAMING', isEdited: false })
  expect(added.parts).toEqual([{ __typename: 'TextPart', text: 'Hello, world', metadata: null }])
  expect(await message(user, id)).toEqual(added)
})

test('text goes on in what the message was opened with, and keeps the metadata of the part', async () => {
  const plain = await openStream(user, { content: 'Once' })
  expect(await append(user, plain.id, 0, 4, ' upon')).toMatchObject({ content: 'Once upon' })
  const parts = [{ reasoning: { text: 'Hm', metadata: { a: 1 } } }]
  const thinking = await openStream(user, { parts })
  expect((await append(user, thinking.id, 0, 2, '.')).parts).toEqual([
    { __typename: 'ReasoningPart', text: 'Hm.', metadata: { a: 1 } },
  ])
})

test('reasoning is no part of `content`', async () => {
  const { id } = await openStream(user)
  await addPart(user, id, 0, { reasoning: { text: 'I ' } })
  await append(user, id, 0, 2, 'think')
  expect(await append(user, id, 1, 0, 'Yes')).toMatchObject({ content: 'Yes' })
})

test('neither the version nor the lists are told', async () => {
  const { conversationId, id } = await openStream(user)
  const before = await conversation(user, conversationId)
  await append(user, id, 0, 0, 'Hello')
  expect(await conversation(user, conversationId)).toEqual(before)
})

test('the repeat of an append changes nothing and succeeds, also of part of it, or with more', async () => {
  const { id } = await openStream(user)
  const before = await append(user, id, 0, 0, 'Hello')
  expect(await append(user, id, 0, 0, 'Hello')).toEqual(before)
  expect(await append(user, id, 0, 0, 'Hel')).toEqual(before)
  expect(await append(user, id, 0, 3, 'lo')).toEqual(before)
  expect(await append(user, id, 0, 5, '')).toEqual(before)
  expect(await append(user, id, 0, 3, 'lo, world')).toMatchObject({ content: 'Hello, world' })
})

test('a worker that sends everything again from the start goes on where it was', async () => {
  const { id } = await openStream(user)
  const chunks = ['Once', ' upon', ' a', ' time']
  const write = async (until: number) => {
    let offset = 0
    for (const chunk of chunks.slice(0, until)) {
      await append(user, id, 0, offset, chunk)
      offset += chunk.length
    }
  }
  await write(3)
  await write(4)
  expect(await message(user, id)).toMatchObject({ content: 'Once upon a time' })
})

test.each([
  ['a gap', 0, 6, '!'],
  ['an overlap that differs', 0, 3, 'p me'],
  ['the start in other words', 0, 0, 'Howdy'],
  ['a part after the next', 3, 0, 'a'],
  ['a new part that begins in its middle', 2, 1, 'a'],
  ['a part that has no text', 1, 0, 'a'],
])('%s is a conflict with the message, and nothing is written', async (_, partIndex, offset, text) => {
  const { id } = await openStream(user)
  await append(user, id, 0, 0, 'Hello')
  const before = await addPart(user, id, 1, call)
  expect(await refused(id, partIndex, offset, text)).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect(await message(user, id)).toEqual(before)
})

test('offsets count UTF-16 code units', async () => {
  const { id } = await openStream(user)
  await append(user, id, 0, 0, '👩‍👩')
  expect(await refused(id, 0, 4, 'x')).toMatchObject({ __typename: 'ConflictError' })
  await append(user, id, 0, 5, '‍👧')
  expect(await append(user, id, 0, 8, '!')).toMatchObject({ content: '👩‍👩‍👧!' })
})

test.each([
  ['the first half of a pair', '\ud83d'],
  ['the second half of a pair', '\ude00'],
  ['NUL', 'a\0'],
])('%s is refused, and nothing is written', async (_, text) => {
  const { id } = await openStream(user)
  const before = await append(user, id, 0, 0, 'a')
  expect(await refused(id, 0, 1, text)).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'text' }],
  })
  expect(await message(user, id)).toEqual(before)
})

test('half a pair cannot be overlapped', async () => {
  const { id } = await openStream(user)
  await append(user, id, 0, 0, '😀')
  expect(await refused(id, 0, 1, '😀')).toMatchObject({ __typename: 'ConflictError' })
})

test.each([
  ['partIndex', -1, 0],
  ['offset', 0, -1],
])('a negative %s is refused', async (path, partIndex, offset) => {
  const { id } = await openStream(user)
  expect(await refused(id, partIndex, offset, 'a')).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path }],
  })
})

test('after finishMessage text is a conflict with the message, also where it repeats', async () => {
  const { id } = await openStream(user)
  await append(user, id, 0, 0, 'Hello')
  const finished = await finish(user, id)
  for (const text of ['Hello', 'Hello!'])
    expect(await refused(id, 0, 0, text)).toMatchObject({ __typename: 'ConflictError', current: { id } })
  expect(await message(user, id)).toEqual(finished)
})

test('a message that never streamed takes no text', async () => {
  const { messages } = await conversationWith(user, 'Hello')
  expect(await refused(messages[0].id, 0, 5, '!')).toMatchObject({ __typename: 'ConflictError' })
})

test('in the trash nothing is appended', async () => {
  const { conversationId, id } = await openStream(user, { content: 'a' })
  await done(user, 'trashConversation', { conversationId })
  expect(await refused(id, 0, 1, 'b')).toMatchObject({
    __typename: 'ConflictError',
    current: { id: conversationId },
  })
  await done(user, 'restoreConversation', { conversationId })
  expect(await append(user, id, 0, 1, 'b')).toMatchObject({ content: 'ab' })
})

test('a message that is not there, is deleted, or is another user’s, is not found', async () => {
  const stranger = await clientOf(url)
  const theirs = await openStream(stranger, { content: 'a' })
  const [one, two] = [await openStream(user, { content: 'a' }), await openStream(user, { content: 'a' })]
  await done(user, 'deleteMessage', { messageId: one.id }, 'deletedMessageId')
  await done(user, 'deleteConversation', { conversationId: two.conversationId }, 'deletedConversationId')
  for (const id of [theirs.id, one.id, two.id, freshId('Message'), 'nonsense'])
    expect(await refused(id, 0, 1, 'b')).toMatchObject({ __typename: 'NotFoundError' })
  expect(await message(stranger, theirs.id)).toMatchObject({ content: 'a' })
  const left = await database.prisma.messageChunk.count({ where: { text: 'b', message: { content: 'a' } } })
  expect(left).toBe(1)
})

test('appends at once are answered each on its own', async () => {
  const streams = await Promise.all(Array.from({ length: 8 }, () => openStream(user)))
  const answers = await Promise.all([
    ...streams.map(({ id }) => refused(id, 0, 0, 'a')),
    ...streams.map(({ id }) => refused(id, 0, 9, 'gap')),
    refused('nonsense', 0, 0, 'a'),
  ])
  expect(answers.map(({ __typename }) => __typename)).toEqual([
    ...Array(8).fill('AppendToMessagePayload'),
    ...Array(8).fill('ConflictError'),
    'NotFoundError',
  ])
  for (const { id } of streams) expect(await message(user, id)).toMatchObject({ content: 'a' })
})

test('of the same append at once many times, one is made', async () => {
  const { id } = await openStream(user)
  await Promise.all(Array.from({ length: 20 }, () => append(user, id, 0, 0, 'once')))
  expect(await message(user, id)).toMatchObject({ content: 'once' })
  expect(await database.prisma.messageChunk.count({ where: { text: 'once' } })).toBe(1)
})
