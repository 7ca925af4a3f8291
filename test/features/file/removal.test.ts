import { describe, expect, onTestFinished, test } from 'vitest'
import { deleteLoose } from '../../../src/features/file/index.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { decodeId, newKey } from '../../../src/platform/ids.ts'
import { openStore } from '../../../src/platform/storage/openStore.ts'
import { urlSecret } from '../../../src/platform/storage/urlSecret.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, createSpace, done } from '../fixtures.ts'
import { stores } from './stores.ts'
import { fileOf, upload } from './uploads.ts'

const LONG_AGO = new Date(0)

interface Attached {
  spaceId: string
  conversationId: string
  messageId: string
  fileId: string
}

const deletions: [name: string, remove: (user: Client, ids: Attached) => Promise<unknown>][] = [
  ['the file', (user, { fileId }) => done(user, 'deleteFile', { fileId }, 'deletedFileId')],
  ['its message', (user, { messageId }) => done(user, 'deleteMessage', { messageId }, 'deletedMessageId')],
  [
    'its conversation',
    (user, { conversationId }) =>
      done(user, 'deleteConversation', { conversationId }, 'deletedConversationId'),
  ],
  ['its space', (user, { spaceId }) => done(user, 'deleteSpace', { spaceId }, 'deletedSpaceId')],
]

describe.each(stores)('in %s', async (_, open) => {
  const { variables, keys } = await open()
  const {
    url,
    database: { prisma },
  } = await testServer(variables)
  const user = await clientOf(url)

  /** A file with a preview, on a message of a conversation in a space. */
  async function attached(): Promise<Attached> {
    const { id: spaceId } = await createSpace(user)
    const { id: conversationId } = await createConversation(user, { spaceId })
    const { id: fileId } = await upload(user, 'hello')
    const { id: messageId } = await addMessage(user, { conversationId, fileIds: [fileId] })
    const path = `previews/${newKey()}`
    const store = await openStore(loadConfig(variables), urlSecret(prisma), () => url)
    onTestFinished(() => store[Symbol.asyncDispose]())
    await store.write(path, bytesOf('small'))
    await prisma.file.update({
      where: { id: decodeId('File', fileId) as string },
      data: { previewPath: path },
    })
    expect(await keys()).toHaveLength(2)
    return { spaceId, conversationId, messageId, fileId }
  }

  test.each(deletions)('the bytes of a file and its preview go with %s', async (_, remove) => {
    const ids = await attached()
    const { url, previewUrl } = await fileOf(user, ids.fileId)
    for (const address of [url, previewUrl]) expect((await fetch(address)).status).toBe(200)
    await remove(user, ids)
    await expect.poll(keys).toEqual([])
    for (const address of [url, previewUrl]) expect((await fetch(address)).status).toBe(404)
  })

  test('the bytes of a file that was never attached go with it', async () => {
    const { id: fileId } = await upload(user, 'hello')
    expect(await keys()).toHaveLength(1)
    await done(user, 'deleteFile', { fileId }, 'deletedFileId')
    await expect.poll(keys).toEqual([])
  })

  test('a file that hangs on no message for a day is swept, with its bytes', async () => {
    const { id } = await upload(user, 'hello')
    const { id: younger } = await upload(user, 'younger')
    await prisma.file.update({
      where: { id: decodeId('File', id) as string },
      data: { looseSince: LONG_AGO },
    })
    expect(await deleteLoose(prisma)).toBe(1)
    expect(await fileOf(user, id)).toBeNull()
    // Those of what clients brought past the server are due an hour later still.
    await prisma.removal.updateMany({
      where: { path: { endsWith: decodeId('File', id) as string } },
      data: { dueAt: LONG_AGO },
    })
    await expect.poll(keys).toHaveLength(1)
    await done(user, 'deleteFile', { fileId: younger }, 'deletedFileId')
    await expect.poll(keys).toEqual([])
  })
})

async function* bytesOf(text: string) {
  yield Buffer.from(text)
}
