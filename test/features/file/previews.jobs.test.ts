import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testFolder } from '../../support/folder.ts'
import { testServer } from '../../support/server.ts'
import { createConversation, done, uploadedFile } from '../fixtures.ts'
import { plain, png } from './images.ts'
import { askedFor, begun, jobOf, keptImage, over, previewOf, storedPreviews } from './previewed.ts'
import { fileOf, upload } from './uploads.ts'

/** What becomes of previews, whatever dies and is deleted. */

const folder = await testFolder()
const { url, database } = await testServer({ DATA_DIR: folder })
const user = await clientOf(url)
const image = await plain(600, 300).png().toBuffer()
const slow = png(8_000, 8_000)

/** Waits until the store holds no preview and nothing is to be removed from it. */
async function nothingLeft() {
  await expect.poll(() => database.prisma.removal.count()).toBe(0)
  expect(await storedPreviews(folder)).toEqual([])
}

test('a preview goes with its file', async () => {
  const { id } = await upload(user, image, { contentType: 'image/png' })
  const { url: there } = await previewOf(user, id)
  expect(await storedPreviews(folder)).toHaveLength(1)
  await done(user, 'deleteFile', { fileId: id }, 'deletedFileId')
  await nothingLeft()
  expect((await fetch(there)).status).toBe(404)
})

test('previews go with the conversation that their files hung in', async () => {
  const { id: fileId } = await upload(user, image, { contentType: 'image/png' })
  await previewOf(user, fileId)
  const messages = [{ role: 'USER', content: 'Look', fileIds: [fileId] }]
  const { id } = await createConversation(user, { messages })
  await done(user, 'trashConversation', { conversationId: id })
  await done(user, 'deleteConversation', { conversationId: id }, 'deletedConversationId')
  await nothingLeft()
})

test('of a file that was deleted while its preview was being made nothing stays', async () => {
  const { id } = await upload(user, slow, { contentType: 'image/png' })
  await begun(database, id)
  await done(user, 'deleteFile', { fileId: id }, 'deletedFileId')
  // One after the other: when the next one has its preview, this is over.
  const { id: next } = await upload(user, image, { contentType: 'image/png' })
  await previewOf(user, next)
  await done(user, 'deleteFile', { fileId: next }, 'deletedFileId')
  await nothingLeft()
})

test('what an instance had begun when it died, another does', async () => {
  const id = await keptImage(database, folder, user, image)
  await askedFor(database, id, 1)
  expect((await previewOf(user, id)).status).toBe(200)
  expect(await jobOf(database, id)).toBeNull()
})

test('what two instances died of is given up', async () => {
  const id = await keptImage(database, folder, user, image)
  await askedFor(database, id, 2)
  await over(database, id)
  expect((await fileOf(user, id)).previewUrl).toBeNull()
})

test('an image that cannot be had from the store is tried again later, and holds up no other', async () => {
  const hour = 3_600_000
  const createdAt = new Date(Date.now() - hour)
  const lost = { contentType: 'image/png', storagePath: 'files/lost', createdAt }
  const id = await uploadedFile(database, user, lost)
  await askedFor(database, id)
  const dueAt = async () => (await jobOf(database, id))?.dueAt.getTime()
  await expect.poll(dueAt).toBeGreaterThan(Date.now() + hour / 2)
  expect(await jobOf(database, id)).toMatchObject({ attempts: 0 })
  const { id: next } = await upload(user, image, { contentType: 'image/png' })
  expect((await previewOf(user, next)).status).toBe(200)
})
