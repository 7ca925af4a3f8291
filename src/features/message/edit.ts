import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { sql } from '../../platform/db/sql.ts'
import { inTransaction, type Session } from '../../platform/session.ts'
import { validate } from '../../platform/validation.ts'
import { assemble, contentFields, partsOf } from '../content/index.ts'
import { changeLocked } from '../conversation/index.ts'
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
  .transform((input, context) => ({ ...input, stored: assemble(input, context).stored }))

interface Input {
  messageId: string
  expectedVersion?: number | null | undefined
  content?: string | null | undefined
  parts?: unknown[] | null | undefined
  metadata?: unknown
  fileIds?: string[] | null | undefined
}

/** Changes what a message is made of, and answers with its key. */
export function editMessage(session: Session, input: Input): Promise<string> {
  const { content, parts, metadata, fileIds, stored } = validate(edit, input)
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
      const later = await work.prisma.message.findFirst({
        where: { conversationId: message.conversationId, position: { gt: message.position } },
        select: { id: true },
      })
      await changeLocked(work, message.conversationId, {
        set: sql`version = version + 1,`,
        events: [{ type: 'MESSAGE_CHANGED', messageKey: message.id }],
        // A list shows of its conversations' messages the last one only.
        ...(later ? { list: [] } : {}),
      })
    }
    return message.id
  })
}
