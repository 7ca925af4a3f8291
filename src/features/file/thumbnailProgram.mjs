// @ts-check
/**
 * Reads an image from stdin and writes its preview to stdout: a WebP of at most 512 by 512 pixels. Exits with 65 where
 * the image cannot be read, and with 69 where sharp is not installed for this machine (EX_DATAERR, EX_UNAVAILABLE).
 *
 * A process of its own, since images come from anyone: what crashes, fills or takes over whoever decodes them stays
 * here. As plain JavaScript it runs from the sources as well as from the build.
 */
import { writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

const SIZE = 512

const MAX_PIXELS = 100_000_000

// A few kilobytes of AVIF may unpack to two gigabytes.
const MAX_MEMORY = 1024 ** 3

const server = process.ppid

setInterval(() => {
  const isOrphan = process.ppid !== server
  // Not by exit(), which would wait for the decoder.
  if (isOrphan || process.memoryUsage.rss() > MAX_MEMORY) process.kill(process.pid, 'SIGKILL')
}, 20).unref()

// On Linux: where memory runs out before that, this process goes and not the server.
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => {})

const { default: sharp } = await import('sharp').catch(() => process.exit(69))
sharp.cache(false)
sharp.concurrency(1)
// What else libvips reads (SVG, which refers to other files, for one) is nothing to show.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
})

const preview = sharp({ limitInputPixels: MAX_PIXELS, failOn: 'error', autoOrient: true })
  .resize(SIZE, SIZE, { fit: 'inside', withoutEnlargement: true })
  .webp()
await pipeline(process.stdin, preview, process.stdout).catch(() => process.exit(65))
