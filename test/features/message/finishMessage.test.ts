import { expect, test } from 'vitest'
import { failSilent, forgetChunks } from '../../../src/features/message/index.ts'
import { EventHub } from '../../../src/platform/events/hub.ts'
import { decodeId } from '../../../src/platform/ids.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { conversation, done, freshId, mutate } from '../fixtures.ts'
import { message } from './fixtures.ts'
import { addPart, append, finish, openStream } from './streams.ts'

const { url, database } = await testServer()
const { prisma } = database
const user = await clientOf(url)
const refused = (input: object, by = user) => mutate(by, 'finishMessage', input)

test('a message is COMPLETE, with everything that was streamed, and edited never', async () => {
  const { conversationId, id } = await openStream(user, { content: 'Once', metadata: { a: 1 } })
  const before = await conversation(user, conversationId)
  await append(user, id, 0, 4, ' upon')
  await addPart(user, id, 1, { toolCall: { toolCallId: '1', toolName: 'search' } })
  const streamed = await append(user, id, 2, 0, ' a time')
  const finished = await finish(user, id)
  expect(finished).toEqual({ ...streamed, status: 'COMPLETE', updatedAt: finished.updatedAt })
  expect(await message(user, id)).toEqual(finished)
  expect(await conversation(user, conversationId)).toEqual({ ...before, version: before.version + 1 })
})

test.each(['CANCELLED', 'FAILED', 'COMPLETE'])('it can end as %s, with other metadata', async (status) => {
  const { id } = await openStream(user, { content: 'a', metadata: { a: 1 } })
  expect(await finish(user, id, { status, metadata: { b: 2 } })).toMatchObject({ status, metadata: { b: 2 } })
})

test('null clears the metadata', async () => {
  const { id } = await openStream(user, { metadata: { a: 1 } })
  expect(await finish(user, id, { metadata: null })).toMatchObject({ metadata: null })
})

test('the same status again changes nothing', async () => {
  const { conversationId, id } = await openStream(user, { content: 'a' })
  const finished = await finish(user, id, { status: 'CANCELLED' })
  const before = await conversation(user, conversationId)
  expect(await finish(user, id, { status: 'CANCELLED' })).toEqual(finished)
  expect(await conversation(user, conversationId)).toEqual(before)
})

test('another status is a conflict with the message', async () => {
  const { id } = await openStream(user, { content: 'a' })
  const finished = await finish(user, id)
  expect(await refused({ messageId: id, status: 'FAILED' })).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect(await message(user, id)).toEqual(finished)
})

test.each([
  ['STREAMING', { status: 'STREAMING' }, 'status'],
  ['too much metadata', { metadata: { a: 'x'.repeat(16_384) } }, 'metadata'],
])('%s is refused, and the message goes on', async (_, input, path) => {
  const { id } = await openStream(user)
  expect(await refused({ messageId: id, ...input })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path }],
  })
  expect(await append(user, id, 0, 0, 'a')).toMatchObject({ status: 'STREAMING', content: 'a' })
})

test('in the trash nothing is finished', async () => {
  const { conversationId, id } = await openStream(user)
  await done(user, 'trashConversation', { conversationId })
  expect(await refused({ messageId: id })).toMatchObject({
    __typename: 'ConflictError',
    current: { id: conversationId },
  })
  expect(await message(user, id)).toMatchObject({ status: 'STREAMING' })
})

test('a message that is not there, or another user’s, is not found', async () => {
  const stranger = await clientOf(url)
  const theirs = await openStream(stranger)
  for (const messageId of [theirs.id, freshId('Message'), 'nonsense'])
    expect(await refused({ messageId })).toMatchObject({ __typename: 'NotFoundError' })
  expect(await message(stranger, theirs.id)).toMatchObject({ status: 'STREAMING' })
})

test('an append and a finish at once leave all that was acknowledged', async () => {
  const { id } = await openStream(user)
  const [appended] = await Promise.all([
    mutate(user, 'appendToMessage', { messageId: id, partIndex: 0, offset: 0, text: 'Hello' }),
    finish(user, id),
  ])
  const { content, status } = await message(user, id)
  expect(status).toBe('COMPLETE')
  expect([
    ['AppendToMessagePayload', 'Hello'],
    ['ConflictError', ''],
  ]).toContainEqual([appended.__typename, content])
})

const silentSince = (id: string, time: Date) =>
  prisma.messageStream.update({
    where: { messageId: decodeId('Message', id) as string },
    data: { touchedAt: time },
  })

const MINUTE = 60_000
const anHourAgo = () => new Date(Date.now() - 60 * MINUTE)
const sweeping = { prisma, events: new EventHub(prisma, createLogger('silent')) }

test('of two sweeps at once, one alone ends a silent stream as FAILED, with what was streamed', async () => {
  const silent = await openStream(user, { content: 'a', metadata: { a: 1 } })
  const going = await openStream(user)
  await append(user, silent.id, 0, 1, 'b')
  await silentSince(silent.id, anHourAgo())
  const before = await conversation(user, silent.conversationId)
  const failed = await Promise.all([failSilent(sweeping, 10 * MINUTE), failSilent(sweeping, 10 * MINUTE)])
  expect(failed.toSorted()).toEqual([0, 1])
  expect(await message(user, silent.id)).toMatchObject({
    status: 'FAILED',
    content: 'ab',
    metadata: { a: 1 },
  })
  expect(await conversation(user, silent.conversationId)).toMatchObject({ version: before.version + 1 })
  expect(await message(user, going.id)).toMatchObject({ status: 'STREAMING' })
})

test.each([
  ['an append', (id: string) => append(user, id, 0, 1, 'b')],
  ['a part', (id: string) => addPart(user, id, 1, { text: { text: 'b' } })],
  [
    'an update',
    (id: string) =>
      done(user, 'updateMessagePart', { messageId: id, partIndex: 0, part: { text: { text: 'b' } } }),
  ],
])('%s keeps a stream alive', async (_, touch) => {
  const { id } = await openStream(user, { content: 'a' })
  await silentSince(id, anHourAgo())
  await touch(id)
  expect(await failSilent(sweeping, 10 * MINUTE)).toBe(0)
  expect(await message(user, id)).toMatchObject({ status: 'STREAMING' })
})

test('what a message was streamed as is forgotten when it is finished for long, and the message stays', async () => {
  const [finished, going] = [await openStream(user), await openStream(user)]
  for (const { id } of [finished, going]) await append(user, id, 0, 0, 'Hello')
  await finish(user, finished.id)
  expect(await forgetChunks(prisma, 10 * MINUTE)).toBe(0)
  for (const { id } of [finished, going]) await silentSince(id, anHourAgo())
  await forgetChunks(prisma, 10 * MINUTE)
  const chunks = ({ id }: { id: string }) =>
    prisma.messageChunk.count({ where: { messageId: decodeId('Message', id) as string } })
  expect([await chunks(finished), await chunks(going)]).toEqual([0, 1])
  expect(await message(user, finished.id)).toMatchObject({ content: 'Hello' })
})

// Last: this server would end the streams of other tests, too.
test('a server ends silent streams by itself, more of them than one pass takes', async () => {
  const { url: other } = await testServer({ STREAM_TIMEOUT: '2s' }, database)
  const worker = await clientOf(other)
  const { conversationId } = await openStream(worker)
  for (let index = 0; index < 120; index++)
    await done(worker, 'addMessage', { conversationId, role: 'ASSISTANT', status: 'STREAMING' })
  await expect
    .poll(
      () =>
        prisma.message.count({
          where: { status: 'STREAMING', conversationId: decodeId('Conversation', conversationId) as string },
        }),
      {
        timeout: 50_000,
      },
    )
    .toBe(0)
})
