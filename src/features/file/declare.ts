import { z } from 'zod'
import { newKey } from '../../platform/ids.ts'
import type { Session } from '../../platform/session.ts'
import { announce } from '../../platform/storage/removals.ts'
import type { DeclaredFile } from '../../platform/storage/store.ts'
import { title, validate } from '../../platform/validation.ts'

/** RFC 6838's names, and RFC 9110's parameters. */
const MEDIA_TYPE =
  /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}( *; *[\w!#$&^.+-]+=([\w!#$&^.+-]+|"[ !#-[\]-~]*"))*$/i

const declaration = (maxBytes: number) =>
  z.object({
    name: title,
    contentType: z
      .string()
      .max(255, 'Must have at most 255 characters.')
      .regex(MEDIA_TYPE, 'Must be a media type, such as image/png.')
      .transform((type) => type.toLowerCase()),
    size: z.int().min(0, 'Must not be negative.').max(maxBytes, `Must be at most ${maxBytes} bytes.`),
  })

const HOUR = 3_600_000

/** For how long a file may hang on no message. */
export const LOOSE_TIME = 24 * HOUR

/** Declares a file of the viewer's whose bytes are to come. */
export async function declareFile(
  { prisma, viewer, files }: Session,
  input: z.input<ReturnType<typeof declaration>>,
): Promise<DeclaredFile> {
  const valid = validate(declaration(files.maxUploadBytes), input)
  const key = newKey()
  const { arrivals } = files.store
  // They may lie there for as long as the file can be attached.
  if (arrivals) await announce(prisma, arrivals.pathOf(key), LOOSE_TIME + HOUR)
  await prisma.file.create({ data: { id: key, ownerId: viewer.id, storagePath: `files/${key}`, ...valid } })
  return { key, contentType: valid.contentType, size: valid.size }
}
