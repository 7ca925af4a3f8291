import type { File, Message } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import { keyOf } from '../../platform/references.ts'
import { NotFound } from '../../platform/refusal.ts'
import { inTransaction, type Session, type Work } from '../../platform/session.ts'
import { lockConversation } from '../conversation/index.ts'
import { fileVisibleTo, forgetUpload, lockFiles } from '../file/index.ts'
import { tellChanged } from './changed.ts'

interface Deleted {
  deletedFileId: string
  /** The message that it hung on. */
  message: string | null
}

/** Deletes a file. Its bytes follow when that is committed. */
export async function removeFile(session: Session, input: { fileId: string }): Promise<Deleted> {
  const key = keyOf('File', input.fileId)
  for (;;) {
    const removed = await inTransaction(session, (work) => remove(work, key))
    if (!removed) continue
    if (!removed.isUploaded) await forgetUpload(session, key)
    return { deletedFileId: key, message: removed.message }
  }
}

interface Removed {
  message: string | null
  isUploaded: boolean
}

/** Answers with null where the file went elsewhere before its conversation was locked. */
async function remove(work: Work, key: string): Promise<Removed | null> {
  const { prisma, viewer } = work
  const visible = fileVisibleTo(rowOf<File>('files'), sql`${viewer.id}::uuid`)
  const [found] = await prisma.$queryRaw<Pick<File, 'conversationId'>[]>(sql`
    SELECT conversation_id AS "conversationId" FROM files WHERE id = ${key}::uuid AND ${visible}`)
  if (!found) throw new NotFound('File')
  const { conversationId } = found
  // First, as by every write, so that two never wait for each other.
  if (conversationId) await lockConversation(work, { key: conversationId, expectedVersion: null })
  const [locked] = await lockFiles(work, sql`files.id = ${key}::uuid`)
  if (!locked) throw new NotFound('File')
  if (locked.conversationId !== conversationId) return null
  await prisma.file.delete({ where: { id: key } })
  const { isUploaded } = locked
  if (!locked.messageId) return { message: null, isUploaded }
  const [message] = await prisma.$queryRaw<[Pick<Message, 'id' | 'conversationId' | 'position'>]>(sql`
    UPDATE messages SET updated_at = now() WHERE id = ${locked.messageId}::uuid
    RETURNING id, conversation_id AS "conversationId", position`)
  await tellChanged(work, message, sql`version = version + 1,`)
  return { message: message.id, isUploaded }
}
