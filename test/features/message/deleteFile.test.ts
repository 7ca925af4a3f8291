import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { eventCursor, reached } from '../event/fixtures.ts'
import { watchConversation } from '../event/watch.ts'
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
import { message } from './fixtures.ts'
import { openStream } from './streams.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

const PAYLOAD =
  'deletedFileId message { id updatedAt files { id } parts { __typename ... on FilePart { file { id } } } }'
const remove = (fileId: string, client = user) => mutate(client, 'deleteFile', { fileId }, PAYLOAD)

async function messageWith(...names: string[]) {
  const { id: conversationId } = await createConversation(user)
  const fileIds = await Promise.all(names.map((name) => uploadedFile(database, user, { name })))
  const parts = [{ text: { text: 'look' } }, { file: { fileId: fileIds[0] } }]
  const { id: messageId } = await addMessage(user, { conversationId, content: null, parts, fileIds })
  return { conversationId, messageId, fileIds }
}

test('a deleted file is gone, and its message stays, without it', async () => {
  const { conversationId, messageId, fileIds } = await messageWith('a', 'b')
  const before = await conversation(user, conversationId)
  const updatedAt = (await message(user, messageId)).updatedAt
  const deleted = await remove(fileIds[0] as string)
  expect(deleted).toEqual({
    __typename: 'DeleteFilePayload',
    deletedFileId: fileIds[0],
    message: {
      id: messageId,
      updatedAt: expect.any(String),
      files: [{ id: fileIds[1] }],
      parts: [{ __typename: 'TextPart' }, { __typename: 'FilePart', file: null }],
    },
  })
  expect(Date.parse(deleted.message.updatedAt)).toBeGreaterThanOrEqual(Date.parse(updatedAt))
  expect(await reachable(user, fileIds)).toEqual([null, fileIds[1]])
  const after = await conversation(user, conversationId)
  expect(after).toEqual({ ...before, version: before.version + 1 })
})

test('a file that hangs on nothing is deleted too', async () => {
  const id = await uploadedFile(database, user)
  expect(await remove(id)).toEqual({ __typename: 'DeleteFilePayload', deletedFileId: id, message: null })
})

test('those who watch are told that the message changed', async () => {
  const { conversationId, messageId, fileIds } = await messageWith('a')
  const after = await eventCursor(user, conversationId)
  await remove(fileIds[0] as string)
  const { events, until } = watchConversation(url, user, { conversationId, after })
  await until(reached(await eventCursor(user, conversationId)))
  expect(events.map(({ __typename, message }) => [__typename, message.id])).toEqual([
    ['MessageChanged', messageId],
  ])
})

test('a message that is being written may lose its file', async () => {
  const { conversationId, id } = await openStream(user)
  const fileId = await uploadedFile(database, user)
  await done(user, 'addMessagePart', { messageId: id, partIndex: 0, part: { file: { fileId } } })
  expect((await remove(fileId)).message).toMatchObject({ id, files: [], parts: [{ file: null }] })
  expect((await conversation(user, conversationId)).id).toBe(conversationId)
})

test('what is not there, or no longer, or another’s, is not found', async () => {
  const { fileIds } = await messageWith('a')
  const stranger = await clientOf(url)
  for (const id of [freshId('File'), 'file_', 'nonsense', fileIds[0] as string])
    expect(await remove(id, stranger)).toMatchObject({ code: 'NOT_FOUND' })
  await remove(fileIds[0] as string)
  expect(await remove(fileIds[0] as string)).toMatchObject({ code: 'NOT_FOUND' })
})

test('a conversation in the trash keeps its files', async () => {
  const { conversationId, fileIds } = await messageWith('a')
  await done(user, 'trashConversation', { conversationId })
  expect(await remove(fileIds[0] as string)).toMatchObject({
    code: 'CONFLICT',
    current: { id: conversationId },
  })
  expect(await reachable(user, fileIds)).toEqual(fileIds)
})

test('of many who delete it at once one does', async () => {
  const { conversationId, fileIds } = await messageWith('a')
  const { version } = await conversation(user, conversationId)
  const answers = await Promise.all(Array.from({ length: 8 }, () => remove(fileIds[0] as string)))
  expect(answers.filter(({ __typename }) => __typename === 'DeleteFilePayload')).toHaveLength(1)
  expect((await conversation(user, conversationId)).version).toBe(version + 1)
})

test('a file that is attached while it is deleted is on its message, or gone', async () => {
  const { id: conversationId } = await createConversation(user)
  for (let round = 0; round < 10; round++) {
    const fileId = await uploadedFile(database, user)
    const [deleted, added] = await Promise.all([
      remove(fileId),
      mutate(user, 'addMessage', { conversationId, role: 'USER', content: 'x', fileIds: [fileId] }),
    ])
    expect(deleted.__typename).toBe('DeleteFilePayload')
    expect(['AddMessagePayload', 'NotFoundError']).toContain(added.__typename)
    expect(await reachable(user, [fileId])).toEqual([null])
  }
})
