import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { BLUE, CLEAR, chunk, frames, halves, pixel, plain, png, RED } from './images.ts'
import { jobOf, previewOf } from './previewed.ts'
import { fileOf, upload } from './uploads.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

/** The preview of an image that is uploaded, once it is there. */
async function uploaded(bytes: Buffer, contentType = 'image/png') {
  const { id } = await upload(user, bytes, { name: 'photo', contentType })
  const response = await previewOf(user, id)
  const webp = Buffer.from(await response.arrayBuffer())
  return { response, webp, ...(await sharp(webp).metadata()) }
}

test.each([
  ['image/png', plain(1200, 600).png()],
  ['image/jpeg', plain(1200, 600).jpeg()],
  ['image/webp', plain(1200, 600).webp()],
  ['image/gif', plain(1200, 600).gif()],
  ['image/avif', plain(1200, 600).avif({ effort: 0 })],
])('an image of the type %s gets a preview of at most 512 pixels', async (contentType, image) => {
  const { response, webp, format, width, height } = await uploaded(await image.toBuffer(), contentType)
  expect({ format, width, height }).toEqual({ format: 'webp', width: 512, height: 256 })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/webp')
  const [red, green, blue] = await pixel(webp, 256, 128)
  expect(red).toBeGreaterThan(240)
  expect(green).toBeLessThan(15)
  expect(blue).toBeLessThan(15)
})

test('a preview is upright, and tells nothing of where and with what it was taken', async () => {
  const image = await halves(1200, 600, RED, BLUE)
    .withExif({ IFD0: { Make: 'Secretcam' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .withMetadata({ orientation: 6, icc: 'p3' })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Secretplace</x:xmpmeta>')
    .jpeg()
    .toBuffer()
  expect(await sharp(image).metadata()).toMatchObject({
    orientation: 6,
    exif: expect.anything(),
    xmp: expect.anything(),
    icc: expect.anything(),
  })
  const { webp, width, height, exif, xmp, icc, orientation } = await uploaded(image, 'image/jpeg')
  expect({ width, height }).toEqual({ width: 256, height: 512 })
  expect({ exif, xmp, icc, orientation }).toEqual({})
  expect(image.includes('Secretcam')).toBe(true)
  for (const trace of ['Secret', 'EXIF', 'XMP ']) expect(webp.includes(trace)).toBe(false)
  // What was on the left is on top when it is turned to the right.
  const [top, bottom] = [await pixel(webp, 128, 100), await pixel(webp, 128, 400)]
  expect(top[0]).toBeGreaterThan(200)
  expect(bottom[2]).toBeGreaterThan(200)
})

test('a small image is not enlarged, and what is transparent stays so', async () => {
  const { webp, width, height } = await uploaded(await halves(40, 30, RED, CLEAR).png().toBuffer())
  expect({ width, height }).toEqual({ width: 40, height: 30 })
  expect((await pixel(webp, 5, 15))[3]).toBe(255)
  expect((await pixel(webp, 35, 15))[3]).toBe(0)
})

test.each([
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
] as const)('of an animated %s the preview shows the first frame, and stands still', async (type, format) => {
  const animated = await (await frames(BLUE, RED)).toFormat(format, { loop: 0 }).toBuffer()
  expect((await sharp(animated).metadata()).pages).toBe(2)
  const { webp, pages } = await uploaded(animated, type)
  expect(pages).toBeUndefined()
  expect((await pixel(webp, 32, 32))[2]).toBeGreaterThan(240)
})

test('an animated PNG has one as well', async () => {
  const animation = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])
  const { id } = await upload(user, png(700, 700, [chunk('acTL', animation)]), { contentType: 'image/png' })
  expect((await fileOf(user, id)).contentType).toBe('image/apng')
  expect((await previewOf(user, id)).status).toBe(200)
})

test('what is no image that a browser shows gets none, whatever it is declared as', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
  const tiff = await plain(60, 40).toColourspace('cmyk').tiff().toBuffer()
  for (const [bytes, contentType] of [
    ['Hello', 'text/plain'],
    ['Hello', 'image/png'],
    [svg, 'image/svg+xml'],
    [svg, 'image/png'],
    [tiff, 'image/png'],
    [tiff, 'image/tiff'],
  ] as const) {
    const { id } = await upload(user, bytes, { contentType })
    expect([contentType, await jobOf(database, id)]).toEqual([contentType, null])
  }
})
