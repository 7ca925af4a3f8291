import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { sql } from '../../platform/db/sql.ts'
import { inTransaction, type Session } from '../../platform/session.ts'
import { validate } from '../../platform/validation.ts'
import { assemble, contentFields, partsOf } from '../content/index.ts'
import { collectUploads } from '../file/index.ts'
import { tellChanged } from './changed.ts'
import { hangFiles } from './files.ts'
import { lockMessage, refuseStreaming } from './lock.ts'
import { writeMessage } from './write.ts'

const edit = z
  .object({
    ...contentFields,
    // There is no message without them: they change, but nothing clears them.
    content: contentFields.content.unwrap().unwrap().optional(),
    parts: contentFields.parts.unwrap().unwrap().optional(),
  })
  .transform((input, context) => ({ ...input, ...assemble(input, context) }))

interface Input {
  messageId: string
  expectedVersion?: number | null | undefined
  content?: string | null | undefined
  parts?: unknown[] | null | undefined
  metadata?: unknown
  fileIds?: string[] | null | undefined
}

/** Changes what a message is made of, and answers with its key. */
export async function editMessage(session: Session, input: Input): Promise<string> {
  const { content, parts, metadata, fileIds, stored, files } = validate(edit, input)
  await collectUploads(session, files)
  return inTransaction(session, async (work) => {
    const message = await lockMessage(work, input.messageId, input.expectedVersion)
    refuseStreaming(message)
    const isRewritten = content !== undefined || parts !== undefined
    const next = {
      content: isRewritten ? stored.content : message.content,
      parts: isRewritten ? stored.parts : message.parts,
      metadata: metadata === undefined ? message.metadata : metadata,
    }
    const filesMoved = await hangFiles(work, message, {
      fileKeys: fileIds,
      before: partsOf(message),
      parts: partsOf(next),
    })
    const isEdited = next.content !== message.content || !isDeepStrictEqual(next.parts, message.parts)
    if (isEdited || filesMoved || !isDeepStrictEqual(next.metadata, message.metadata)) {
      await writeMessage(work, message.id, { ...next, isEdited })
      await tellChanged(work, message, sql`version = version + 1,`)
    }
    return message.id
  })
}
