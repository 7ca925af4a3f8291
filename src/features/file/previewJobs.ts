import type { PrismaClient } from '../../platform/db/generated/client.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'

/** What is to be made a preview of, on whatever instance. */
export interface PreviewJob {
  fileKey: string
  /** Of the image in the store. */
  path: string
  /** How often it was claimed, this time included, and not put back. */
  attempts: number
}

/** For how long a claimed job is left to its instance, which may not live to end it. More than a preview takes. */
const CLAIM_SECONDS = 120

/** Claims the job that has been due for longest; undefined where none is. */
export async function claimJob(prisma: PrismaClient): Promise<PreviewJob | undefined> {
  const [job] = await prisma.$queryRaw<PreviewJob[]>(sql`
    WITH due AS (
      SELECT file_id FROM preview_jobs WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    UPDATE preview_jobs SET due_at = now() + ${CLAIM_SECONDS} * interval '1 second', attempts = attempts + 1
    FROM due, files WHERE preview_jobs.file_id = due.file_id AND files.id = due.file_id
    RETURNING files.id AS "fileKey", storage_path AS path, attempts`)
  return job
}

/** Ends a job that comes to nothing. */
export async function endJob(prisma: PrismaClient, { fileKey }: PreviewJob): Promise<void> {
  await prisma.previewJob.deleteMany({ where: { fileId: fileKey } })
}

/** Puts a claimed job back as if it had not been tried, to be due then. Answers whether it is still there. */
export async function putBack(prisma: PrismaClient, { fileKey }: PreviewJob, dueAt: Sql): Promise<boolean> {
  const count = await prisma.$executeRaw(sql`
    UPDATE preview_jobs SET attempts = attempts - 1, due_at = ${dueAt} FROM files
    WHERE file_id = ${fileKey}::uuid AND files.id = file_id`)
  return count > 0
}

export const AT_ONCE = sql`now()`

/** In as long as the file has been there: sooner for what was asked for just now than for what fails again and again. */
export const LATER = sql`now() + (now() - files.created_at)`
