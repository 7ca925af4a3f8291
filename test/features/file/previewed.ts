import { randomUUID } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Database } from '../../../src/platform/db/database.ts'
import { decodeId } from '../../../src/platform/ids.ts'
import type { Client } from '../../support/client.ts'
import { uploadedFile } from '../fixtures.ts'
import { fileOf } from './uploads.ts'

const WAIT = { timeout: 120_000, interval: 10 }

export const keyOf = (fileId: string) => decodeId('File', fileId) as string

export const jobOf = ({ prisma }: Database, fileId: string) =>
  prisma.previewJob.findUnique({ where: { fileId: keyOf(fileId) } })

/** Fetches the preview of a file as soon as there is one. */
export async function previewOf(user: Client, fileId: string): Promise<Response> {
  await expect.poll(async () => (await fileOf(user, fileId)).previewUrl, WAIT).not.toBeNull()
  return fetch((await fileOf(user, fileId)).previewUrl)
}

/** Waits until an instance is at work on the preview of a file. */
export const begun = (database: Database, fileId: string) =>
  expect.poll(() => jobOf(database, fileId), WAIT).toMatchObject({ attempts: 1 })

/** Waits until nothing more is to be done for the preview of a file. */
export const over = (database: Database, fileId: string) =>
  expect.poll(() => jobOf(database, fileId), WAIT).toBeNull()

/** An image in the store at `folder` for which nobody has asked for a preview yet. */
export async function keptImage(database: Database, folder: string, user: Client, bytes: Uint8Array) {
  const storagePath = `files/${randomUUID()}`
  await mkdir(join(folder, 'store/files'), { recursive: true })
  await writeFile(join(folder, 'store', storagePath), bytes)
  return uploadedFile(database, user, {
    name: 'a.png',
    contentType: 'image/png',
    size: bytes.length,
    storagePath,
  })
}

/** Asks for the preview of a file, as an instance did that has died since, so often. */
export const askedFor = ({ prisma }: Database, fileId: string, attempts = 0) =>
  prisma.previewJob.create({ data: { fileId: keyOf(fileId), attempts } })

/** What previews lie in the store, whether a file has them or not. */
export const storedPreviews = (folder: string) => readdir(join(folder, 'store/previews')).catch(() => [])
