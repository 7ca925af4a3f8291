import { readFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { ownProcess } from '../../ws/process.ts'
import { chunk, plain, png } from './images.ts'
import { begun, jobOf, over, previewOf } from './previewed.ts'
import { fileOf, upload } from './uploads.ts'

/** Images that were made to do harm, or came to it. */

const { url, database } = await testServer()
const user = await clientOf(url)
const start = ownProcess()

const jpeg = await plain(1200, 800).jpeg().toBuffer()

/** A JPEG that says of itself that it is larger than it is. */
function lying(width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg)
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(height, frame + 5)
  bytes.writeUInt16BE(width, frame + 7)
  return bytes
}

/** A text that unpacks to 64 MiB. */
const textBomb = chunk(
  'zTXt',
  Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(64 * 1024 ** 2))]),
)

/** Of four kilobytes, that no decoder unpacks in less than a gigabyte. */
const avifBomb = () =>
  sharp({ create: { width: 10_000, height: 9_999, channels: 3, background: 'red' }, limitInputPixels: false })
    .avif({ effort: 0, chromaSubsampling: '4:4:4' })
    .toBuffer()

const refused: [string, string, Buffer][] = [
  ['a PNG that would have 2,500 million pixels', 'image/png', png(50_000, 50_000, [], 10)],
  ['a PNG that breaks off', 'image/png', png(1_000, 1_000, [], 10)],
  ['a JPEG that breaks off', 'image/jpeg', jpeg.subarray(0, jpeg.length / 2)],
  [
    'a JPEG of which only the first bytes are one',
    'image/jpeg',
    Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(5000, 7)]),
  ],
  ['a JPEG of a little more than 100 million pixels', 'image/jpeg', lying(10_001, 10_000)],
  ['a GIF of nothing', 'image/gif', Buffer.from('GIF89a')],
  [
    'HEIC that the decoder does not know',
    'image/heic',
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat', 'latin1'),
  ],
]

test.each(refused)('%s is kept as it is, without a preview', async (_, contentType, bytes) => {
  const { id } = await upload(user, bytes, { contentType })
  await over(database, id)
  expect(await fileOf(user, id)).toMatchObject({ contentType, size: bytes.length, previewUrl: null })
  expect(Buffer.from(await (await fetch((await fileOf(user, id)).url)).arrayBuffer())).toEqual(bytes)
})

test('what hides in an image beside the picture is not unpacked', async () => {
  const { id } = await upload(user, png(600, 600, [textBomb]), { contentType: 'image/png' })
  expect((await previewOf(user, id)).status).toBe(200)
})

test('thousands of frames cost no more than one', async () => {
  const screen = Buffer.from([0x10, 0x27, 0x10, 0x27, 0x80, 0, 0, 0, 0, 0, 255, 255, 255])
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0])
  const bytes = [Buffer.from('GIF89a'), screen, ...Array(50_000).fill(frame), Buffer.from([0x3b])]
  const { id } = await upload(user, Buffer.concat(bytes), { contentType: 'image/gif' })
  expect((await previewOf(user, id)).status).toBe(200)
})

test('while an image is being unpacked, the server answers', async () => {
  const bomb = png(9_000, 9_000)
  let isOver = false
  const answers = (async () => {
    while (!isOver) await expectHealthy()
  })()
  const { id } = await upload(user, bomb, { contentType: 'image/png' })
  await begun(database, id)
  await expectHealthy()
  expect(await jobOf(database, id)).toMatchObject({ attempts: 1 })
  await over(database, id)
  isOver = true
  await answers
}, 240_000)

async function expectHealthy() {
  for (const path of ['/health/live', '/health/ready'])
    expect((await fetch(url + path, { signal: AbortSignal.timeout(10_000) })).status).toBe(200)
}

test('of what an image unpacks to the server itself holds nothing, and goes on to the next', async () => {
  const serving = await start()
  const greatest = async () => {
    const status = await readFile(`/proc/${serving.process.pid}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
  }
  const ada = await clientOf(serving.url)
  await upload(ada, jpeg, { contentType: 'image/jpeg' })
  const before = await greatest()
  const bomb = await upload(ada, await avifBomb(), { contentType: 'image/avif' })
  await upload(ada, png(9_000, 9_000), { contentType: 'image/png' })
  const { id } = await upload(ada, jpeg, { contentType: 'image/jpeg' })
  expect((await previewOf(ada, id)).status).toBe(200)
  expect((await fileOf(ada, bomb.id)).previewUrl).toBeNull()
  // Unpacked, the smaller one alone has 324 MB.
  expect((await greatest()) - before).toBeLessThan(150e6)
}, 240_000)
