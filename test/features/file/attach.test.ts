import { describe, expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, done, mutate } from '../fixtures.ts'
import { addPart, openStream } from '../message/streams.ts'
import { stores } from './stores.ts'
import { createUpload, fileOf, upload } from './uploads.ts'

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from('0000000100000001080600000000000000', 'hex'),
])

const fileIn = (fileId: string) => ({ file: { fileId } })

/** Every way in which a message comes to have a file, and where its input names the file. */
const ways: [name: string, attach: (user: Client, fileId: string) => Promise<unknown>][] = [
  [
    'addMessage: fileIds.0',
    async (user, fileId) => {
      const { id: conversationId } = await createConversation(user)
      return mutate(user, 'addMessage', { conversationId, role: 'USER', content: 'See.', fileIds: [fileId] })
    },
  ],
  [
    'addMessage: parts.0.file.fileId',
    async (user, fileId) => {
      const { id: conversationId } = await createConversation(user)
      return mutate(user, 'addMessage', { conversationId, role: 'USER', parts: [fileIn(fileId)] })
    },
  ],
  [
    'createConversation: messages.0.fileIds.0',
    (user, fileId) =>
      mutate(user, 'createConversation', {
        messages: [{ role: 'USER', content: 'See.', fileIds: [fileId] }],
      }),
  ],
  [
    'editMessage: fileIds.0',
    async (user, fileId) => {
      const { id: conversationId } = await createConversation(user)
      const { id: messageId } = await addMessage(user, { conversationId })
      return mutate(user, 'editMessage', { messageId, fileIds: [fileId] })
    },
  ],
  [
    'addMessagePart: part.file.fileId',
    async (user, fileId) => {
      const { id: messageId } = await openStream(user)
      return mutate(user, 'addMessagePart', { messageId, partIndex: 0, part: fileIn(fileId) })
    },
  ],
  [
    'updateMessagePart: part.file.fileId',
    async (user, fileId) => {
      const { id: messageId } = await openStream(user)
      await addPart(user, messageId, 0, { text: { text: 'Wait.' } })
      return mutate(user, 'updateMessagePart', { messageId, partIndex: 0, part: fileIn(fileId) })
    },
  ],
  [
    'replaceMessages: messages.0.fileIds.0',
    async (user, fileId) => {
      const { id: conversationId } = await createConversation(user)
      const messages = [{ role: 'USER', content: 'See.', fileIds: [fileId] }]
      return mutate(user, 'replaceMessages', { conversationId, messages })
    },
  ],
]

describe.each(stores)('in %s', async (_, open) => {
  const store = await open()
  const { url } = await testServer(store.variables)
  const user = await clientOf(url)

  test.each(ways)('what was put is attached and fetched: %s', async (_, attach) => {
    const { id } = await upload(user, PNG, { name: 'Ünter (1)*.png', contentType: 'image/png' })
    await attach(user, id)
    const file = await fileOf(user, id)
    expect(file).toMatchObject({ isUploaded: true, contentType: 'image/png', size: PNG.length })
    expect(file.message).not.toBeNull()
    const got = await fetch(file.url)
    expect(got.status).toBe(200)
    expect(Buffer.from(await got.arrayBuffer())).toEqual(PNG)
  })

  test.each(ways)('what was not put is refused where it is named: %s', async (name, attach) => {
    const { file } = await createUpload(user)
    const path = name.split(': ')[1]
    expect(await attach(user, file.id)).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path, message: 'The file is not uploaded yet.' }],
    })
    expect((await fileOf(user, file.id)).isUploaded).toBe(false)
  })

  test('one upload that is attached twice at once hangs on one message, with its bytes', async () => {
    const { id } = await upload(user, 'hello')
    const { id: conversationId } = await createConversation(user)
    const attach = () =>
      mutate(user, 'addMessage', { conversationId, role: 'USER', content: '', fileIds: [id] })
    const answers = await Promise.all([attach(), attach(), attach(), attach()])
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'AddMessagePayload',
      'ValidationError',
      'ValidationError',
      'ValidationError',
    ])
    expect(await (await fetch((await fileOf(user, id)).url)).text()).toBe('hello')
    await done(user, 'deleteConversation', { conversationId }, 'deletedConversationId')
    await expect.poll(async () => fileOf(user, id)).toBeNull()
  })

  test('several uploads are attached at once', async () => {
    const texts = Array.from({ length: 12 }, (_, index) => `file ${index}`)
    const files = await Promise.all(texts.map((text) => upload(user, text)))
    const { id: conversationId } = await createConversation(user)
    const message = await addMessage(user, { conversationId, fileIds: files.map(({ id }) => id) })
    const fetched = message.files.map(async ({ id }: { id: string }) =>
      (await fetch((await fileOf(user, id)).url)).text(),
    )
    expect(await Promise.all(fetched)).toEqual(texts)
  })

  test.each([
    ['image/png', 'text/plain', PNG, 'image/png'],
    ['image/png', 'image/jpeg', PNG, 'image/png'],
    ['application/octet-stream', 'image/png', Buffer.from('<script>'), 'application/octet-stream'],
    ['text/csv', 'text/csv', Buffer.from('a,b'), 'application/octet-stream'],
  ])('the type is %s of what was declared as %s', async (contentType, declared, bytes) => {
    const { id } = await upload(user, bytes, { contentType: declared })
    const { id: conversationId } = await createConversation(user)
    await addMessage(user, { conversationId, fileIds: [id] })
    expect((await fileOf(user, id)).contentType).toBe(contentType)
  })

  test.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'text/javascript'])(
    '%s is served to be saved, and as nothing that runs',
    async (contentType) => {
      const { id } = await upload(user, '<svg onload="alert(1)"/>', { name: 'a.svg', contentType })
      const { id: conversationId } = await createConversation(user)
      await addMessage(user, { conversationId, fileIds: [id] })
      const { headers } = await fetch((await fileOf(user, id)).url)
      expect(headers.get('content-disposition')).toBe('attachment; filename=a.svg')
      const guard = headers.get('content-security-policy') ?? headers.get('content-type')
      expect(guard).toMatch(/^sandbox;|^application\/octet-stream$/)
    },
  )
})
