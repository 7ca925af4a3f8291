import { eachOf } from '../../platform/concurrency.ts'
import type { File } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import type { Session } from '../../platform/session.ts'
import type { Arrivals } from '../../platform/storage/store.ts'
import { contentTypeOf, HEAD_BYTES } from './contentType.ts'
import { keep } from './keep.ts'
import { requireSize } from './receive.ts'
import { fileVisibleTo } from './visibleTo.ts'

/** A file as an input names it. */
export interface FileReference {
  fileKey: string
  /** Where in the input it is named. */
  path: string
}

type Expected = Pick<File, 'id' | 'size' | 'contentType'>

/**
 * Collects the bytes of those of the viewer's files which clients bring to the store past this server, and which have
 * come since. Before the files are attached, and before anything is locked for that: the store takes its time. Invalid
 * where other bytes came than were declared.
 */
export async function collectUploads(session: Session, references: FileReference[]): Promise<void> {
  const { prisma, viewer, files } = session
  const { arrivals } = files.store
  if (!arrivals || !references.length) return
  const expected = await prisma.$queryRaw<Expected[]>(sql`
    SELECT id, size, content_type AS "contentType" FROM files
    WHERE id = ANY(${references.map(({ fileKey }) => fileKey)}::uuid[]) AND NOT is_uploaded
      AND ${fileVisibleTo(rowOf<File>('files'), sql`${viewer.id}::uuid`)}`)
  await eachOf(expected, (file) => {
    const { path } = references.find(({ fileKey }) => fileKey === file.id) as FileReference
    return collect(session, arrivals, file, path)
  })
}

async function collect(
  session: Session,
  arrivals: Arrivals,
  file: Expected,
  inputPath: string,
): Promise<void> {
  const arrival = await arrivals.look(file.id)
  if (!arrival) return
  // Of what is not as declared nothing is kept.
  if (arrival.size !== file.size) await forgetUpload(session, file.id)
  requireSize(file, arrival.size, inputPath)
  const isKept = await keep(session, file.id, async (path) => {
    const head = await arrivals.keep(arrival, path, HEAD_BYTES)
    return head && contentTypeOf(head, file.contentType)
  })
  // Another request may have collected it first.
  if (isKept) await forgetUpload(session, file.id)
}

/**
 * Removes what has come to the store for a file which is gone or has been collected. What may come yet, and what cannot
 * be removed just now, goes with the removal that was announced when the file was declared.
 */
export async function forgetUpload({ files: { store } }: Session, key: string): Promise<void> {
  if (store.arrivals) await store.remove(store.arrivals.pathOf(key)).catch(() => {})
}
