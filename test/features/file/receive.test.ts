import { afterAll, expect, test, vi } from 'vitest'
import { receive } from '../../../src/features/file/index.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { EventHub } from '../../../src/platform/events/hub.ts'
import { decodeId } from '../../../src/platform/ids.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { openFiles } from '../../../src/platform/storage/openStore.ts'
import { discard, drainRemovals } from '../../../src/platform/storage/removals.ts'
import { clientOf } from '../../support/client.ts'
import { testFolder } from '../../support/folder.ts'
import { testServer } from '../../support/server.ts'
import { createUpload, fileOf, upload } from './uploads.ts'

const folder = await testFolder()
const { url, database } = await testServer({ DATA_DIR: folder })
const { prisma, statements } = database
const user = await clientOf(url)
const files = await openFiles(loadConfig({ DATA_DIR: folder }), prisma)
const events = new EventHub(prisma, createLogger('silent'))
afterAll(() => events[Symbol.asyncDispose]())
const resources = { prisma, statements, files, events }

/** Brings five bytes in pieces, and does something before each but the first. */
async function bring(...between: (() => Promise<unknown>)[]) {
  const { file } = await createUpload(user, { size: 5 })
  const row = await prisma.file.findUniqueOrThrow({ where: { id: decodeId('File', file.id) as string } })
  const bytes = async function* () {
    yield Buffer.alloc(5 - between.length)
    for (const work of between) {
      await work()
      yield Buffer.alloc(1)
    }
  }
  return { id: file.id as string, received: receive(resources, row, bytes()) }
}

test('bytes that go on coming are given more time', async () => {
  const now = vi.spyOn(Date, 'now')
  const end = new Date(Date.now() + 60_000)
  const { id, received } = await bring(
    async () => {
      await prisma.removal.updateMany({ data: { dueAt: end } })
      const later = Date.now() + 11 * 60_000
      now.mockImplementation(() => later)
    },
    async () => {
      const { dueAt } = await prisma.removal.findFirstOrThrow()
      expect(dueAt.getTime()).toBeGreaterThan(end.getTime() + 30 * 60_000)
    },
  )
  await received.finally(() => now.mockRestore())
  expect(await fileOf(user, id)).toMatchObject({ isUploaded: true })
})

test('bytes that come after their time are not kept, and nobody says that others are there', async () => {
  const { id, received } = await bring(async () => {
    await prisma.removal.updateMany({ data: { dueAt: new Date(0) } })
    await drainRemovals(prisma, files.store)
  })
  await expect(received).rejects.toMatchObject({ name: 'StoreUnavailable' })
  expect(await fileOf(user, id)).toMatchObject({ isUploaded: false, url: null })
})

test('bytes that a file was given are not discarded, though the answer to that was lost', async () => {
  const file = await upload(user, 'hello')
  await discard(prisma, files.store, file.storagePath)
  expect(await (await fetch(file.url)).text()).toBe('hello')
})
