import { sql } from '../../platform/db/sql.ts'
import { Invalid, type Issue, NotFound } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { lockFiles } from './lockFiles.ts'

/** A file that is to be attached to a message. */
export interface Attachment {
  fileKey: string
  messageKey: string
  /** Its place among the message's files. */
  ordinal: number
  /** Where in the input it was named. */
  path: string
}

/** Attaches files to messages of a conversation: only the viewer's own, uploaded, and not attached to another. */
export async function attachFiles(
  work: Work,
  conversationKey: string,
  attachments: Attachment[],
): Promise<void> {
  if (!attachments.length) return
  const keys = attachments.map(({ fileKey }) => fileKey)
  const files = await lockFiles(work, sql`id = ANY(${keys}::uuid[])`)
  const byKey = new Map(files.map((file) => [file.id, file]))
  const issues: Issue[] = []
  for (const { fileKey, messageKey, path } of attachments) {
    const file = byKey.get(fileKey)
    if (!file) throw new NotFound('File')
    if (!file.isUploaded) issues.push({ path, message: 'The file is not uploaded yet.' })
    else if (file.messageId !== null && file.messageId !== messageKey)
      issues.push({ path, message: 'The file is attached to another message.' })
    // The same file twice in one input would go to whichever came last.
    else byKey.set(fileKey, { ...file, messageId: messageKey })
  }
  if (issues.length) throw new Invalid(issues)
  await work.prisma.$executeRaw(sql`
    UPDATE files SET conversation_id = ${conversationKey}::uuid, message_id = a.message, ordinal = a.ordinal
    FROM unnest(${keys}::uuid[], ${attachments.map(({ messageKey }) => messageKey)}::uuid[],
      ${attachments.map(({ ordinal }) => ordinal)}::int[]) AS a(id, message, ordinal)
    WHERE files.id = a.id`)
}
