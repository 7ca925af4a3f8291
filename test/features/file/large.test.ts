import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Serving } from '../../cli/tertulia.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { memoryOf, ownProcess } from '../../ws/process.ts'
import { createUpload, fileOf, put } from './uploads.ts'

const MIB = 1024 * 1024
const PIECE = randomBytes(MIB)

const start = ownProcess()
let serving: Serving
let ada: Client
beforeAll(async () => {
  serving = await start()
  ada = await clientOf(serving.url)
}, 120_000)
afterAll(() => void serving.process.kill('SIGKILL'))

async function* pieces(count: number) {
  for (let sent = 0; sent < count; sent++) yield PIECE
}

const digestOf = (count: number) => {
  const hash = createHash('sha256')
  for (let sent = 0; sent < count; sent++) hash.update(PIECE)
  return hash.digest('hex')
}

/** Brings a file of so many MiB and fetches it; its digest as it was fetched. */
async function bringAndFetch(count: number): Promise<string> {
  const { file, uploadUrl } = await createUpload(ada, { size: count * MIB, contentType: 'video/mp4' })
  expect(await put(uploadUrl, pieces(count))).toEqual({ status: 204 })
  const hash = createHash('sha256')
  const { body } = await fetch((await fileOf(ada, file.id)).url)
  for await (const chunk of Readable.fromWeb(body as never)) hash.update(chunk)
  return hash.digest('hex')
}

test('100 MiB come and go without lying in memory', { timeout: 120_000 }, async () => {
  await bringAndFetch(20)
  const before = await memoryOf(serving)
  let most = before
  const watch = setInterval(async () => {
    most = Math.max(most, await memoryOf(serving))
  }, 20)
  expect(await bringAndFetch(100)).toBe(digestOf(100))
  clearInterval(watch)
  expect(most - before).toBeLessThan(64 * MIB)
})
