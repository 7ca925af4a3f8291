import { sql } from '../../platform/db/sql.ts'
import { type Telling, transact, type Work } from '../../platform/session.ts'
import { announced, struckOff } from '../../platform/storage/removals.ts'
import { lockFilesOf } from './lockFiles.ts'

/** Tells that the files of a message, whose conversation is locked, are others than before. */
export type TellMessage = (work: Omit<Work, 'viewer'>, messageKey: string) => Promise<void>

/**
 * Gives an announced preview to its file, which ends the job, and tells of it where the file hangs on a message. Answers
 * whether it did: not where the file is gone, or has one already.
 */
export async function givePreview(
  resources: Telling,
  fileKey: string,
  path: string,
  tell: TellMessage,
): Promise<boolean> {
  for (;;) {
    const given = await transact(resources, (work) => give(work, fileKey, path, tell))
    if (given !== undefined) return given
  }
}

/** Undefined where the file went elsewhere before its conversation was locked. */
async function give(
  work: Omit<Work, 'viewer'>,
  fileKey: string,
  path: string,
  tell: TellMessage,
): Promise<boolean | undefined> {
  const { prisma } = work
  const found = await prisma.file.findUnique({ where: { id: fileKey } })
  if (!found) return false
  // First, as by every write, so that two never wait for each other.
  await prisma.$queryRaw(sql`SELECT 1 FROM conversations WHERE id = ${found.conversationId}::uuid FOR UPDATE`)
  const [locked] = await lockFilesOf(prisma, found.ownerId, sql`files.id = ${fileKey}::uuid`)
  if (!locked) return false
  if (locked.conversationId !== found.conversationId) return undefined
  const given = await prisma.$queryRaw<unknown[]>(sql`
    WITH ${announced(path)}, kept AS (
      UPDATE files SET preview_path = ${path} FROM announced
      WHERE files.id = ${fileKey}::uuid AND preview_path IS NULL RETURNING id
    ), ${struckOff}, ended AS (
      DELETE FROM preview_jobs USING kept WHERE file_id = kept.id
    )
    SELECT id FROM kept`)
  if (given.length && locked.messageId) await tell(work, locked.messageId)
  return given.length > 0
}
