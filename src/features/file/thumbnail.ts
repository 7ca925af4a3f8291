import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { programFolder } from '../../programFolder.ts'

const program = fileURLToPath(new URL('features/file/thumbnailProgram.mjs', programFolder))

/** Many times what the largest image takes that is not refused. */
const TIME_LIMIT = 60_000

/**
 * The preview of an image: a WebP of at most 512 by 512 pixels, upright and without metadata. `refused` where the image
 * cannot be read or is too large, `killed` where it took too much time or memory, or crashed the decoder, and `missing`
 * where this machine has no decoder. Throws what `image` throws, and when told to stop.
 */
export async function thumbnailOf(
  image: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  timeLimit = TIME_LIMIT,
): Promise<Buffer | 'refused' | 'killed' | 'missing'> {
  const child = spawn(process.execPath, [program], {
    // Whatever hostile bytes make of it, it knows no secrets.
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeLimit,
    killSignal: 'SIGKILL',
    signal,
  })
  if (child.pid === undefined) {
    const [error] = await once(child, 'error')
    await image[Symbol.asyncIterator]().return?.()
    throw error
  }
  let failure: { error: unknown } | undefined
  async function* read() {
    try {
      yield* image
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  // The process may have seen enough before the end, and tells what came of it by its exit.
  pipeline(read, child.stdin).catch(() => {})
  const [webp, [code]] = await Promise.all([outputOf(child), once(child, 'close')])
  if (failure) throw failure.error
  if (code === 0) return webp
  return code === 65 ? 'refused' : code === 69 ? 'missing' : 'killed'
}

/** Many times what the largest preview takes. */
const MAX_OUTPUT = 4 * 1024 * 1024

/** What it writes. One that writes on and on is no longer what was started. */
async function outputOf(child: ChildProcessByStdio<Writable, Readable, null>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of child.stdout) {
    length += chunk.length
    if (length > MAX_OUTPUT) child.kill('SIGKILL')
    else chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
