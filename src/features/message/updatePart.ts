import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { Invalid } from '../../platform/refusal.ts'
import { inTransaction, type Session } from '../../platform/session.ts'
import { validate } from '../../platform/validation.ts'
import { contentOf, filesOfPart, flawOf, part, sizesOf } from '../content/index.ts'
import { changeLocked } from '../conversation/index.ts'
import { collectUploads } from '../file/index.ts'
import { hangFiles } from './files.ts'
import { lockMessage } from './lock.ts'
import { conflict, partsNow, setSizes } from './stream.ts'
import { putChunk, writeMessage } from './write.ts'

const update = z.object({ partIndex: z.int().min(0, 'Must not be negative.'), part })

type Input = z.input<typeof update> & { messageId: string }

/** Puts a part in another's place, and answers with the message's key. */
export async function updateMessagePart(session: Session, input: Input): Promise<string> {
  const { partIndex, part } = validate(update, input)
  const [named] = filesOfPart(part)
  if (named) await collectUploads(session, [named])
  return inTransaction(session, async (work) => {
    const message = await lockMessage(work, input.messageId)
    const parts = await partsNow(work, message)
    if (partIndex >= parts.length)
      throw conflict(message, `The message has ${parts.length} parts; there is none at ${partIndex}.`)
    if (isDeepStrictEqual(parts[partIndex], part)) return message.id
    const next = parts.with(partIndex, part)
    const flaw = flawOf(next)
    if (flaw) throw new Invalid([{ path: 'part', message: flaw }])
    await hangFiles(work, message, { fileKeys: undefined, before: parts, parts: next, path: named?.path })
    if (message.status === 'STREAMING') {
      await setSizes(work, message.id, sizesOf(next))
      await putChunk(work, message.id, partIndex, part)
    } else {
      await writeMessage(work, message.id, {
        ...contentOf(next),
        metadata: message.metadata,
        isEdited: false,
      })
    }
    await changeLocked(work, message.conversationId, {
      events: [{ type: 'MESSAGE_PART_CHANGED', messageKey: message.id, partIndex }],
      list: [],
    })
    return message.id
  })
}
