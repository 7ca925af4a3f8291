import { fileTypeFromBuffer } from 'file-type'

/** How many bytes of a file are looked at. */
export const HEAD_BYTES = 64 * 1024

/** What many formats are packed in: the declared type says more. */
const wrappings = new Set([
  'application/zip',
  'application/x-cfb',
  'application/xml',
  'application/gzip',
  'application/ogg',
])

const UNKNOWN = 'application/octet-stream'

/** The media type of a file that begins with these bytes: as they tell, else as declared. */
export async function contentTypeOf(head: Uint8Array, declared: string): Promise<string> {
  // What cannot be made sense of tells nothing.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found && !(wrappings.has(found.mime) && !isPicture(declared))) return found.mime
  // Bytes that were a picture would have told.
  return isPicture(declared) ? UNKNOWN : declared
}

/** Of a picture that a browser shows, which always begins with what tells. (SVG is text.) */
const isPicture = (type: string) => type.startsWith('image/') && !type.startsWith('image/svg+xml')
