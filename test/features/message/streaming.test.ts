import { expect, test } from 'vitest'
import { forgetChunks } from '../../../src/features/message/index.ts'
import { decodeId } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { done, mutate } from '../fixtures.ts'
import { message } from './fixtures.ts'
import { addPart, append, finish, openStream, Watcher } from './streams.ts'

const { url, database } = await testServer()
const user = await clientOf(url)
const call = { toolCall: { toolCallId: '1', toolName: 'search' } }
const WAIT = { timeout: 30_000 }

const typed = async (id: string, text: string, partIndex = 0, from = 0) => {
  for (const [index, character] of Array.from(text).entries())
    await append(user, id, partIndex, from + Array.from(text).slice(0, index).join('').length, character)
}

test('each append comes as its text, each part as a part, and the end as a change', async () => {
  const { conversationId, id } = await openStream(user)
  const watcher = await Watcher.open(url, user, conversationId)
  await typed(id, 'Hé😀')
  await addPart(user, id, 1, call)
  await append(user, id, 2, 0, '.')
  await finish(user, id)
  await expect.poll(() => watcher.named('MessageChanged'), WAIT).toHaveLength(1)
  const place = { messageId: id, partIndex: 0 }
  expect(watcher.events).toMatchObject([
    { __typename: 'MessageDelta', ...place, offset: 0, text: 'H' },
    { __typename: 'MessageDelta', ...place, offset: 1, text: 'é' },
    { __typename: 'MessageDelta', ...place, offset: 2, text: '😀' },
    { __typename: 'MessagePartAdded', messageId: id, partIndex: 1, part: { toolCallId: '1' } },
    { __typename: 'MessageDelta', messageId: id, partIndex: 2, offset: 0, text: '.' },
    { __typename: 'MessageChanged', message: { id, status: 'COMPLETE' } },
  ])
})

test('who opens the conversation in mid-stream reads the text so far, and gets exactly the rest', async () => {
  const { conversationId, id } = await openStream(user)
  await typed(id, 'Hello')
  const watcher = await Watcher.open(url, user, conversationId)
  expect(watcher.messages.get(id)).toMatchObject([{ text: 'Hello' }])
  await typed(id, ', you', 0, 5)
  await expect.poll(() => watcher.named('MessageDelta'), WAIT).toHaveLength(5)
  expect(watcher.messages.get(id)).toMatchObject([{ text: 'Hello, you' }])
})

test('who comes back when all is finished is told the text as it came', async () => {
  const { conversationId, id } = await openStream(user)
  const watcher = await Watcher.open(url, user, conversationId)
  await append(user, id, 0, 0, 'a')
  await expect.poll(() => watcher.events, WAIT).toHaveLength(1)
  watcher.leave()
  await append(user, id, 0, 1, 'b')
  await append(user, id, 0, 2, 'c')
  await finish(user, id)
  await watcher.follow(url, user, conversationId, watcher.cursor)
  await expect.poll(() => watcher.named('MessageChanged'), WAIT).toHaveLength(1)
  expect(watcher.named('MessageDelta').map(({ text }) => text)).toEqual(['a', 'b', 'c'])
})

test('who comes back long after is told each part as it is, and never of one after a gap', async () => {
  const { conversationId, id } = await openStream(user)
  const watcher = await Watcher.open(url, user, conversationId)
  await typed(id, 'abc')
  await addPart(user, id, 1, call)
  await typed(id, 'de', 2)
  await expect.poll(() => watcher.events, WAIT).toHaveLength(6)
  const late = new Watcher()
  late.messages.set(id, [])
  await finish(user, id)
  await database.prisma.messageStream.update({
    where: { messageId: decodeId('Message', id) as string },
    data: { touchedAt: new Date(0) },
  })
  await forgetChunks(database.prisma, 1)
  await late.follow(url, user, conversationId, watcher.events[0].cursor)
  await expect.poll(() => late.named('MessageChanged'), WAIT).toHaveLength(1)
  expect(late.gaps).toEqual([])
  expect(late.messages.get(id)).toEqual((await message(user, id)).parts)
})

test('who comes back after a part was replaced is told of it before what follows', async () => {
  const { conversationId, id } = await openStream(user)
  const watcher = await Watcher.open(url, user, conversationId)
  const first = (
    await user.data('query ($id: ID!) { conversation(id: $id) { eventCursor } }', { id: conversationId })
  ).conversation.eventCursor
  await typed(id, 'abc')
  await addPart(user, id, 1, { text: { text: 'x' } })
  await append(user, id, 1, 1, 'y')
  await done(user, 'updateMessagePart', { messageId: id, partIndex: 0, part: { text: { text: 'A' } } })
  await append(user, id, 0, 1, 'B')
  const late = new Watcher()
  late.messages.set(id, [])
  await late.follow(url, user, conversationId, first)
  for (const one of [watcher, late])
    await expect.poll(() => one.messages.get(id), WAIT).toMatchObject([{ text: 'AB' }, { text: 'xy' }])
  expect([...watcher.gaps, ...late.gaps]).toEqual([])
})

test('text that is acknowledged right before the end reaches those who watch', async () => {
  const { conversationId, id } = await openStream(user)
  const watcher = await Watcher.open(url, user, conversationId)
  await Promise.all([append(user, id, 0, 0, 'all of it'), append(user, id, 0, 0, 'all of it')])
  await finish(user, id)
  await expect.poll(() => watcher.named('MessageChanged'), WAIT).toHaveLength(1)
  expect(watcher.named('MessageDelta')).toMatchObject([{ offset: 0, text: 'all of it' }])
})

test('a message that is deleted in mid-stream is told as deleted, and its text no more', async () => {
  const { conversationId, id } = await openStream(user)
  await typed(id, 'abc')
  const watcher = await Watcher.open(url, user, conversationId)
  await done(user, 'deleteMessage', { messageId: id }, 'deletedMessageId')
  await expect.poll(() => watcher.named('MessageDeleted'), WAIT).toMatchObject([{ deletedMessageId: id }])
  expect(
    await mutate(user, 'appendToMessage', { messageId: id, partIndex: 0, offset: 3, text: 'd' }),
  ).toMatchObject({
    __typename: 'NotFoundError',
  })
  const messageId = decodeId('Message', id) as string
  expect(await database.prisma.messageChunk.count({ where: { messageId } })).toBe(0)
  expect(await database.prisma.messageStream.count({ where: { messageId } })).toBe(0)
})

test('a space that is deleted takes the streams in it along', async () => {
  const { space } = await done(user, 'createSpace', { name: 'Work' })
  const { conversation } = await done(user, 'createConversation', { spaceId: space.id })
  const { id } = (
    await done(user, 'addMessage', {
      conversationId: conversation.id,
      role: 'ASSISTANT',
      status: 'STREAMING',
    })
  ).message
  await append(user, id, 0, 0, 'a')
  await done(user, 'deleteSpace', { spaceId: space.id }, 'deletedSpaceId')
  expect(
    await mutate(user, 'appendToMessage', { messageId: id, partIndex: 0, offset: 1, text: 'b' }),
  ).toMatchObject({
    __typename: 'NotFoundError',
  })
})
