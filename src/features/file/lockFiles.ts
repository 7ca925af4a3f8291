import type { File } from '../../platform/db/generated/client.ts'
import { rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import type { Work } from '../../platform/session.ts'
import { fileVisibleTo } from './visibleTo.ts'

const row = rowOf<File>('files')

type Locked = Pick<File, 'id' | 'messageId' | 'conversationId' | 'isUploaded'>

/**
 * Locks those of the viewer's files for the rest of a transaction: before the first write to any of them, and all that
 * will be written. As everywhere, files come after conversations and the row of their owner, where the number of the
 * last event is raised too, and among themselves by id; so no two transactions wait for each other.
 */
export const lockFiles = ({ prisma, viewer }: Work, which: Sql): Promise<Locked[]> =>
  lockFilesOf(prisma, viewer.id, which)

/** The same of an owner's, on nobody's behalf. */
export const lockFilesOf = (prisma: Work['prisma'], ownerKey: string, which: Sql): Promise<Locked[]> =>
  prisma.$queryRaw(sql`
    WITH owner AS (SELECT id FROM users WHERE id = ${ownerKey}::uuid FOR NO KEY UPDATE)
    SELECT id, message_id AS "messageId", conversation_id AS "conversationId", is_uploaded AS "isUploaded" FROM files
    WHERE ${which} AND ${fileVisibleTo(row, sql`(SELECT id FROM owner)`)} ORDER BY id FOR UPDATE`)
