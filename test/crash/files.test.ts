import { once } from 'node:events'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/platform/db/database.ts'
import { createUpload, storedIn, upload } from '../features/file/uploads.ts'
import { done } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testFolder } from '../support/folder.ts'
import { ownProcess } from '../ws/process.ts'

const start = ownProcess()
const KILLS = 3
const MIB = 1024 * 1024

/** Sends half of what was declared, and no more. */
function sendHalf(url: string): void {
  const bytes = async function* () {
    yield Buffer.alloc(MIB)
    await new Promise(() => {})
  }
  const sent = { method: 'PUT', body: Readable.from(bytes()), duplex: 'half' } as unknown as RequestInit
  fetch(url, sent).catch(() => {})
}

test('kill -9 leaves no bytes behind, of what was deleted and of what was only just coming', async () => {
  const folder = await testFolder()
  let serving = await start({ DATA_DIR: folder })
  for (let kill = 0; kill < KILLS; kill++) {
    const user = await clientOf(serving.url, 'ada')
    const kept = await upload(user, 'kept')
    const files = await Promise.all(Array.from({ length: 10 }, () => upload(user, 'deleted')))
    const { uploadUrl } = await createUpload(user, { size: 2 * MIB })
    const before = await storedIn(folder)
    sendHalf(uploadUrl)
    await expect.poll(() => storedIn(folder)).toHaveLength(before.length + 1)

    const exited = once(serving.process, 'exit')
    await Promise.all(files.map(({ id }) => done(user, 'deleteFile', { fileId: id }, 'deletedFileId')))
    serving.process.kill('SIGKILL')
    await exited

    // What was coming is given an hour, and what was being removed a minute: they are over now.
    const { DATABASE_URL: databaseUrl } = serving.variables
    const database = await openDatabase({ ...(databaseUrl ? { databaseUrl } : {}), dataDir: folder })
    await database.prisma.removal.updateMany({ data: { dueAt: new Date(), claimedAt: null } })
    await database[Symbol.asyncDispose]()
    serving = await start({ DATA_DIR: folder })
    const left = [...before.filter((name) => !files.some(({ storagePath }) => storagePath.endsWith(name)))]
    await expect.poll(() => storedIn(folder), { timeout: 10_000 }).toEqual(left)
    expect(left).toContain(kept.storagePath.replace('files/', ''))
  }
  serving.process.kill('SIGKILL')
}, 300_000)
