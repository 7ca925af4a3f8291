import { isDeepStrictEqual } from 'node:util'
import type { Message } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { Invalid } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { filesOf, MAX_FILES, type Part, TOO_MANY_FILES } from '../content/index.ts'
import { attachFiles, type FileReference, lockFiles } from '../file/index.ts'

interface Wanted {
  /** Its parts so far. */
  before: Part[]
  /** Those given by fileIds: the ones it has when left out, none when null. */
  fileKeys: string[] | null | undefined
  parts: Part[]
  /** Where in the input a file is named, where that has neither `fileIds` nor `parts`. */
  path?: string | undefined
}

/** The files that a message is to have, when it has those `attached` so far. */
export function wantedFiles(attached: string[], { before, fileKeys, parts }: Wanted): FileReference[] {
  const inParts = before.flatMap((part) => (part.type === 'file' ? [part.fileId] : []))
  const direct = fileKeys === undefined ? attached.filter((key) => !inParts.includes(key)) : (fileKeys ?? [])
  // A part outlives its file: what was there before and is gone since is not looked for.
  const gone = inParts.filter((key) => !attached.includes(key))
  return filesOf(direct, parts).filter(({ fileKey }) => !gone.includes(fileKey))
}

/** Hangs on a locked message the files it is to have, and no others. Answers whether that changed anything. */
export async function hangFiles(work: Work, message: Message, wishes: Wanted): Promise<boolean> {
  const rows = await work.prisma.file.findMany({
    where: { messageId: message.id },
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const attached = rows.map(({ id }) => id)
  const wanted = wantedFiles(attached, wishes)
  if (wanted.length > MAX_FILES) throw new Invalid([{ path: 'fileIds', message: TOO_MANY_FILES }])
  const keys = wanted.map(({ fileKey }) => fileKey)
  if (isDeepStrictEqual(keys, attached)) return false
  await lockFiles(work, sql`id = ANY(${[...attached, ...keys]}::uuid[])`)
  await work.prisma.$executeRaw(sql`
    UPDATE files SET message_id = NULL, conversation_id = NULL, loose_since = now()
    WHERE message_id = ${message.id}::uuid AND id <> ALL(${keys}::uuid[])`)
  await attachFiles(
    work,
    message.conversationId,
    wanted.map(({ fileKey, path }, ordinal) => ({
      fileKey,
      path: wishes.path ?? path,
      ordinal,
      messageKey: message.id,
    })),
  )
  return true
}
