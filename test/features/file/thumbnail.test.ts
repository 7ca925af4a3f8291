import { execFile } from 'node:child_process'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { thumbnailOf } from '../../../src/features/file/thumbnail.ts'
import { testFolder } from '../../support/folder.ts'
import { plain } from './images.ts'

/** The process that unpacks an image, as the server uses it. */

const { signal } = new AbortController()
const image = await plain(600, 300).png().toBuffer()

/** An image whose end never comes. */
async function* endless(begun = () => {}) {
  yield image.subarray(0, 50)
  begun()
  await setTimeout(600_000, undefined, { ref: false })
}

test('it takes an image in pieces', async () => {
  async function* pieces() {
    for (let at = 0; at < image.length; at += 100) yield image.subarray(at, at + 100)
  }
  expect(await thumbnailOf(pieces(), signal)).toBeInstanceOf(Buffer)
})

test('what takes too long is killed', async () => {
  expect(await thumbnailOf(endless(), signal, 500)).toBe('killed')
})

test('it stops when it is told to', async () => {
  const stop = new AbortController()
  const image = endless(() => stop.abort())
  await expect(thumbnailOf(image, stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
})

test('an image that the store breaks off is not taken for a broken one', async () => {
  const failure = new Error('The store is away.')
  async function* broken() {
    yield image.subarray(0, 50)
    throw failure
  }
  await expect(thumbnailOf(broken(), signal)).rejects.toBe(failure)
})

test('it says where sharp is missing', async () => {
  const program = join(await testFolder(), 'program.mjs')
  await copyFile('src/features/file/thumbnailProgram.mjs', program)
  const code = await new Promise((end) => execFile(process.execPath, [program], (error) => end(error?.code)))
  expect(code).toBe(69)
})
