import type { File } from '../../platform/db/generated/client.ts'
import { Conflict, Invalid, NotFound } from '../../platform/refusal.ts'
import type { Resources } from '../../platform/session.ts'
import { prolong } from '../../platform/storage/removals.ts'
import { StoreUnavailable } from '../../platform/storage/store.ts'
import { contentTypeOf, HEAD_BYTES } from './contentType.ts'
import { keep } from './keep.ts'

type Declared = Pick<File, 'id' | 'size' | 'contentType' | 'isUploaded'>

/**
 * Takes the bytes of a declared file as they come. Invalid where they are not exactly as many as were declared, Conflict
 * where it has its bytes already: then nothing of them is kept.
 */
export async function receive(
  resources: Resources,
  file: Declared,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  if (file.isUploaded) throw alreadyThere(file)
  const head: Uint8Array[] = []
  const isKept = await keep(resources, file.id, async (path) => {
    const coming = steadily(counted(bytes, file, head), () => prolong(resources.prisma, path))
    await resources.files.store.write(path, coming)
    return contentTypeOf(Buffer.concat(head), file.contentType)
  })
  if (isKept) return
  const now = await resources.prisma.file.findUnique({ where: { id: file.id } })
  if (!now) throw new NotFound('File')
  if (now.isUploaded) throw alreadyThere(file)
  throw new StoreUnavailable('The bytes came when their time was over.')
}

/** Passes on what comes, up to the declared size, and sets the first of it aside. */
async function* counted(bytes: AsyncIterable<Uint8Array>, file: Declared, head: Uint8Array[]) {
  let length = 0
  for await (const chunk of bytes) {
    if (length < HEAD_BYTES) head.push(chunk)
    length += chunk.length
    if (length > file.size) requireSize(file, length)
    yield chunk
  }
  requireSize(file, length)
}

const PROLONGED_EVERY = 600_000

/** Passes on what comes, and prolongs the time that it has as long as it does. */
async function* steadily(bytes: AsyncIterable<Uint8Array>, prolong: () => Promise<void>) {
  let since = Date.now()
  for await (const chunk of bytes) {
    if (Date.now() - since > PROLONGED_EVERY) {
      since = Date.now()
      await prolong()
    }
    yield chunk
  }
}

/** Invalid, at `path` in the input, where as many bytes have not come as were declared. */
export function requireSize({ size }: Pick<Declared, 'size'>, length: number, path = 'size'): void {
  if (length === size) return
  const message = `The file was declared with ${size} bytes, and ${length > size ? 'more have' : `${length} have`} come.`
  throw new Invalid([{ path, message }])
}

const alreadyThere = ({ id: key }: Declared) =>
  new Conflict('The bytes of the file are there already. Declare another.', { type: 'File', key })
