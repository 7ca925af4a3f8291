import { z } from 'zod'
import { sql } from '../platform/db/sql.ts'
import { encodeId, newKey } from '../platform/ids.ts'
import type { Work } from '../platform/session.ts'
import { chosenId, label, validate } from '../platform/validation.ts'
import type { Fields } from './recognise.ts'
import { type Report, TAKEN } from './report.ts'
import { take } from './take.ts'
import { fileTimes } from './times.ts'

const file = z.object({
  id: chosenId('File').nullish(),
  name: label,
  contentType: label,
  size: z
    .int()
    .min(0, 'Must not be negative.')
    .max(2 ** 31 - 1, 'Must be less than 2 GiB.'),
  ...fileTimes.shape,
})

/** What is known of a file whose bytes may follow: its record, and where they were. */
export interface ImportedFile {
  key: string
  name: string
  contentType: string
  size: number
  createdAt: string | null
  keptAt: string | null
  place: string
}

export const checkFile = (record: Fields, place: string, report: Report): Promise<ImportedFile> =>
  take(
    record,
    ['createdAt'],
    (why) => report.reduce(place, why),
    (value) => {
      const { id, createdAt, ...rest } = validate(file, value)
      const keptAt = typeof record.keptAt === 'string' ? record.keptAt : null
      return { ...rest, key: id ?? newKey(), createdAt: createdAt ?? null, keptAt, place }
    },
  )

/** What a file record hangs on, if on anything. */
interface Attached {
  conversationKey: string | null
  messageKey: string | null
  ordinal: number
}

/** Stores records of files that have not arrived. The place in the store is ours: a client's own could be another's. */
export async function insertFiles(
  { prisma, viewer }: Pick<Work, 'prisma' | 'viewer'>,
  files: (ImportedFile & Attached)[],
  report: Report,
): Promise<void> {
  if (!files.length) return
  const rows = files.map((record) => ({ ...record, storagePath: `files/${record.key}` }))
  const inserted = await prisma.$queryRaw<{ id: string }[]>(sql`
    INSERT INTO files (id, owner_id, conversation_id, message_id, ordinal, name, content_type, size, storage_path, created_at)
    SELECT f.key, ${viewer.id}::uuid, f."conversationKey", f."messageKey", f.ordinal, f.name, f."contentType", f.size,
      f."storagePath", coalesce(f."createdAt", now())
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS f(key uuid, "conversationKey" uuid, "messageKey" uuid,
      ordinal int, name varchar, "contentType" varchar, size int, "storagePath" varchar, "createdAt" timestamptz)
    ON CONFLICT DO NOTHING RETURNING id`)
  const added = new Set(inserted.map(({ id }) => id))
  for (const { key, keptAt, place, storagePath } of rows)
    if (!added.has(key)) report.refuse(place, TAKEN)
    else {
      report.added.files++
      if (keptAt !== null) report.tell({ file: { id: encodeId('File', key), from: keptAt, storagePath } })
    }
}
