import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** Images that tests make themselves. */

export const RED = { r: 255, g: 0, b: 0, alpha: 1 }
export const BLUE = { r: 0, g: 0, b: 255, alpha: 1 }
export const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 }

type Colour = typeof RED

export const plain = (width: number, height: number, background: Colour = RED): Sharp =>
  sharp({ create: { width, height, channels: 4, background } })

/** One colour on the left and another on the right. */
export const halves = (width: number, height: number, left: Colour, right: Colour): Sharp =>
  sharp({ create: { width, height, channels: 4, background: right } }).composite([
    { input: { create: { width: width / 2, height, channels: 4, background: left } }, left: 0, top: 0 },
  ])

/** What one looks at after another. */
export async function frames(...colours: Colour[]): Promise<Sharp> {
  const images = await Promise.all(colours.map((colour) => plain(64, 64, colour).png().toBuffer()))
  return sharp(images, { join: { animated: true } })
}

/** The colour of a pixel: red, green, blue and opacity. */
export async function pixel(image: Buffer, left: number, top: number): Promise<number[]> {
  const cut = sharp(image).ensureAlpha().extract({ left, top, width: 1, height: 1 })
  return [...(await cut.raw().toBuffer())]
}

export function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A black PNG, interlaced, so that it must be unpacked as a whole. Of its rows, as many are there as are written. */
export function png(width: number, height: number, chunks: Buffer[] = [], writtenRows = height): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits each of red, green, blue and opacity; interlaced.
  header.set([8, 6, 0, 0, 1], 8)
  // Each of the seven passes has bytes of its own before its rows.
  const rows = deflateSync(Buffer.alloc((width * 4 + 8) * writtenRows), { level: 1 })
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...chunks, chunk('IDAT', rows), chunk('IEND')])
}
