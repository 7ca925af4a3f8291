import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, done, uploadedFile } from '../fixtures.ts'

const { url, database } = await testServer()

const FILES = `query ($id: ID!, $first: Int, $after: String) { conversation(id: $id) {
  attachedFiles(first: $first, after: $after) {
    nodes { id } edges { node { id name message { id } } } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
  }
} }`

const filesOf = async (user: Client, id: string, page: object = {}) =>
  (await user.data(FILES, { id, ...page })).conversation.attachedFiles

/** A conversation with two messages, whose three files were made in the order first, second, third. */
async function withFiles() {
  const user = await clientOf(url)
  const file = (day: number) => uploadedFile(database, user, { createdAt: `2020-01-0${day}T00:00:00Z` })
  const [first, second, third] = [await file(1), await file(2), await file(3)]
  const { id: conversationId } = await createConversation(user)
  const one = await addMessage(user, { conversationId, fileIds: [third, first] })
  const two = await addMessage(user, {
    conversationId,
    content: null,
    parts: [{ file: { fileId: second } }],
  })
  return { user, conversationId, one, two, first, second, third }
}

test('the files of all messages come newest first, page by page', async () => {
  const { user, conversationId, one, two, first, second, third } = await withFiles()
  const front = await filesOf(user, conversationId, { first: 2 })
  expect(front).toMatchObject({
    nodes: [{ id: third }, { id: second }],
    edges: [{ node: { name: 'notes.txt', message: { id: one.id } } }, { node: { message: { id: two.id } } }],
    totalCount: 3,
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
  })
  expect(await filesOf(user, conversationId, { first: 2, after: front.pageInfo.endCursor })).toMatchObject({
    nodes: [{ id: first }],
    totalCount: 3,
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  })
})

test('files of a deleted message are gone, and those of other conversations are not there', async () => {
  const { user, conversationId, one, second } = await withFiles()
  const { id: other } = await createConversation(user)
  await addMessage(user, { conversationId: other, fileIds: [await uploadedFile(database, user)] })
  await done(user, 'deleteMessage', { messageId: one.id }, 'deletedMessageId')
  expect(await filesOf(user, conversationId)).toMatchObject({ nodes: [{ id: second }], totalCount: 1 })
})

test('without files the page is empty', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  expect(await filesOf(user, id)).toEqual({
    nodes: [],
    edges: [],
    totalCount: 0,
    pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
  })
})
