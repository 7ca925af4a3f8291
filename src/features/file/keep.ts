import type { PrismaClient } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { newKey } from '../../platform/ids.ts'
import type { Resources } from '../../platform/session.ts'
import { announce, announced, discard, struckOff } from '../../platform/storage/removals.ts'
import { StoreUnavailable } from '../../platform/storage/store.ts'
import { hasPreview } from './previews.ts'

/**
 * Keeps bytes as those of a file: `bring` puts them under a path in the store, and answers with their media type, or null
 * where there are none. Answers whether they are kept; where not, nothing of them is left.
 */
export async function keep(
  { prisma, files: { store, wakePreviews, uploaded } }: Pick<Resources, 'prisma' | 'files'>,
  key: string,
  bring: (path: string) => Promise<string | null>,
): Promise<boolean> {
  const path = `files/${newKey()}`
  await announce(prisma, path)
  // Where this fails, the removal that was announced comes later.
  const drop = () => discard(prisma, store, path).catch(() => {})
  try {
    const contentType = await bring(path)
    if (contentType !== null) {
      const size = await give(prisma, key, { path, contentType })
      if (size !== null) {
        uploaded(size)
        if (hasPreview(contentType)) wakePreviews()
        return true
      }
    }
  } catch (error) {
    // What a store has not answered for it may yet do: what is removed at once could come after that.
    if (!(error instanceof StoreUnavailable)) await drop()
    throw error
  }
  await drop()
  return false
}

/**
 * Gives announced bytes to a file, in one statement, which also asks for a preview where the type has one. Answers
 * with how many they are; null where the file is gone or has bytes already, and where they were too long in coming.
 */
async function give(
  prisma: PrismaClient,
  key: string,
  { path, contentType }: { path: string; contentType: string },
): Promise<number | null> {
  const [given] = await prisma.$queryRaw<{ size: number }[]>(sql`
    WITH ${announced(path)}, kept AS (
      UPDATE files SET is_uploaded = TRUE, storage_path = ${path}, content_type = ${contentType} FROM announced
      WHERE files.id = ${key}::uuid AND NOT is_uploaded RETURNING id, size
    ), ${struckOff}, previewed AS (
      INSERT INTO preview_jobs (file_id) SELECT id FROM kept WHERE ${hasPreview(contentType)}
    )
    SELECT size::float8 AS size FROM kept`)
  return given?.size ?? null
}
