import { isDeepStrictEqual } from 'node:util'
import type { Message } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { Invalid } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { filesOf, MAX_FILES, type Part, TOO_MANY_FILES } from '../content/index.ts'
import { attachFiles } from '../file/index.ts'

interface Wanted {
  /** Its parts so far. */
  before: Part[]
  /** Those given by fileIds: the ones it has when left out, none when null. */
  fileKeys: string[] | null | undefined
  parts: Part[]
}

/** Hangs on a locked message the files it is to have, and no others. Answers whether that changed anything. */
export async function hangFiles(
  work: Work,
  message: Message,
  { fileKeys, before: partsBefore, parts }: Wanted,
): Promise<boolean> {
  const rows = await work.prisma.file.findMany({
    where: { messageId: message.id },
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const attached = rows.map(({ id }) => id)
  const before = keysIn(partsBefore)
  const direct = fileKeys === undefined ? attached.filter((key) => !before.includes(key)) : (fileKeys ?? [])
  // A part outlives its file: what was there before and is gone since is not looked for.
  const gone = before.filter((key) => !attached.includes(key))
  const wanted = filesOf(direct, parts).filter(({ fileKey }) => !gone.includes(fileKey))
  if (wanted.length > MAX_FILES) throw new Invalid([{ path: 'fileIds', message: TOO_MANY_FILES }])
  const keys = wanted.map(({ fileKey }) => fileKey)
  if (isDeepStrictEqual(keys, attached)) return false
  await work.prisma.$executeRaw(sql`
    UPDATE files SET message_id = NULL, conversation_id = NULL
    WHERE message_id = ${message.id}::uuid AND id <> ALL(${keys}::uuid[])`)
  await attachFiles(
    work,
    message.conversationId,
    wanted.map((file, ordinal) => ({ ...file, ordinal, messageKey: message.id })),
  )
  return true
}

const keysIn = (parts: Part[]): string[] =>
  parts.flatMap((part) => (part.type === 'file' ? [part.fileId] : []))
