import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import {
  addMessage,
  conversation,
  createConversation,
  done,
  mutate,
  reachable,
  uploadedFile,
} from '../fixtures.ts'
import { messagesOf } from './fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

const say = (content: string, more: object = {}) => ({ role: 'USER', content, ...more })
const part = (fileId: string) => ({ file: { fileId } })
const replace = (conversationId: string, messages: object[]) =>
  done(user, 'replaceMessages', { conversationId, messages })
const filesOf = async (conversationId: string) =>
  (await messagesOf(user, conversationId)).map(({ files }: { files: { id: string }[] }) =>
    files.map(({ id }) => id),
  )

async function conversationWithFiles(...fileCounts: number[]) {
  const { id } = await createConversation(user)
  const messages = []
  for (const [index, count] of fileCounts.entries()) {
    const fileIds = []
    for (let file = 0; file < count; file++) fileIds.push(await uploadedFile(database, user))
    messages.push({
      ...(await addMessage(user, { conversationId: id, content: `${index}`, fileIds })),
      fileIds,
    })
  }
  return { id, messages }
}

test('a message that stays keeps its files when they are left out', async () => {
  const { id, messages } = await conversationWithFiles(2)
  const before = [await messagesOf(user, id), await conversation(user, id)]
  await replace(id, [say('0')])
  await replace(id, [say('0', { fileIds: messages[0].fileIds })])
  expect([await messagesOf(user, id), await conversation(user, id)]).toEqual(before)
})

test('files move between messages, also from one that goes', async () => {
  const { id, messages } = await conversationWithFiles(2, 1, 1)
  const [[a, b], [c], [d]] = messages.map(({ fileIds }) => fileIds) as [[string, string], [string], [string]]
  await replace(id, [
    say('0', { fileIds: [b] }),
    say('1', { fileIds: [a, c] }),
    { role: 'USER', parts: [part(d)] },
  ])
  expect(await filesOf(id)).toEqual([[b], [a, c], [d]])
  expect((await messagesOf(user, id))[2].id).not.toBe(messages[2].id)
})

test('two messages exchange their files', async () => {
  const { id, messages } = await conversationWithFiles(1, 1)
  const [[a], [b]] = messages.map(({ fileIds }) => fileIds) as [[string], [string]]
  await replace(id, [say('0', { fileIds: [b] }), say('1', { fileIds: [a] })])
  expect(await filesOf(id)).toEqual([[b], [a]])
})

test('files that a message no longer has are free; those of a message that goes are gone', async () => {
  const { id, messages } = await conversationWithFiles(1, 1)
  const [[a], [b]] = messages.map(({ fileIds }) => fileIds) as [[string], [string]]
  await replace(id, [say('0', { fileIds: [] })])
  expect(await filesOf(id)).toEqual([[]])
  expect(await reachable(user, [a, b])).toEqual([a, null])
})

test('files of others, or of other conversations, refuse it all', async () => {
  const { id, messages } = await conversationWithFiles(1)
  const before = [await messagesOf(user, id), await conversation(user, id)]
  const foreign = await uploadedFile(database, await clientOf(url))
  const elsewhere = (await conversationWithFiles(1)).messages[0].fileIds[0] as string
  const history = (fileId: string) => ({
    conversationId: id,
    messages: [say('new'), say('0', { fileIds: messages[0].fileIds }), say('2', { fileIds: [fileId] })],
  })
  expect(await mutate(user, 'replaceMessages', history(foreign))).toMatchObject({
    __typename: 'NotFoundError',
  })
  expect(await mutate(user, 'replaceMessages', history(elsewhere))).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'messages.2.fileIds.0' }],
  })
  expect([await messagesOf(user, id), await conversation(user, id)]).toEqual(before)
})

test('a message that stays has at most 32 files, those that it keeps among them', async () => {
  const { id, messages } = await conversationWithFiles(32)
  const file = await uploadedFile(database, user)
  const messagesInput = [{ id: messages[0].id, role: 'USER', parts: [part(file)] }]
  expect(
    await mutate(user, 'replaceMessages', { conversationId: id, messages: messagesInput }),
  ).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'messages.0.fileIds' }],
  })
  expect(await filesOf(id)).toEqual([messages[0].fileIds])
})
