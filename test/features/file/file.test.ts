import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, freshId, reachable, uploadedFile } from '../fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

const FILE = `query ($id: ID!) {
  file(id: $id) { id name contentType size storagePath isUploaded createdAt message { id } }
}`

test('a file has what was declared, and no message until it hangs on one', async () => {
  const createdAt = '2026-01-31T12:00:00.120Z'
  const fields = {
    name: 'Übersicht 🗺.pdf',
    contentType: 'application/pdf',
    size: 2 ** 31 - 1,
    storagePath: 'a/b c',
  }
  const id = await uploadedFile(database, user, { ...fields, createdAt })
  const { file } = await user.data(FILE, { id })
  expect(file).toEqual({ id, ...fields, isUploaded: true, createdAt, message: null })
})

test('a file tells whether its bytes have arrived', async () => {
  const id = await uploadedFile(database, user, { isUploaded: false })
  expect((await user.data(FILE, { id })).file).toMatchObject({ id, isUploaded: false })
})

test('a file leads to its message, and on to the conversation', async () => {
  const { id: conversationId } = await createConversation(user)
  const id = await uploadedFile(database, user)
  const { id: messageId } = await addMessage(user, { conversationId, fileIds: [id] })
  const { node } = await user.data(
    'query ($id: ID!) { node(id: $id) { ... on File { message { id conversation { id } } } } }',
    { id },
  )
  expect(node.message).toEqual({ id: messageId, conversation: { id: conversationId } })
})

test('nobody else knows the file', async () => {
  const id = await uploadedFile(database, user)
  const stranger = await clientOf(url)
  expect((await stranger.data(FILE, { id })).file).toBeNull()
  expect(await reachable(stranger, [id])).toEqual([null])
})

test('no id of anything else, or of nothing, is a file’s', async () => {
  const { id } = await createConversation(user)
  for (const other of [id, freshId('File'), 'file_', 'nonsense', ''])
    expect((await user.data(FILE, { id: other })).file).toBeNull()
})
