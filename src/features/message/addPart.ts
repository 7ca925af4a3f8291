import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { Invalid } from '../../platform/refusal.ts'
import { inTransaction, type Session } from '../../platform/session.ts'
import { validate } from '../../platform/validation.ts'
import { filesOfPart, flawOfSizes, type Part, part } from '../content/index.ts'
import { changeLocked } from '../conversation/index.ts'
import { collectUploads } from '../file/index.ts'
import { hangFiles } from './files.ts'
import { lockMessage } from './lock.ts'
import { conflict, partsNow, requireStreaming, setSizes, sizesWith } from './stream.ts'
import { putChunk } from './write.ts'

const addition = z.object({ partIndex: z.int().min(0, 'Must not be negative.'), part })

type Input = z.input<typeof addition> & { messageId: string }

/** Adds a whole part to a message that is being written, and answers with its key. */
export async function addMessagePart(session: Session, input: Input): Promise<string> {
  const { partIndex, part } = validate(addition, input)
  const [named] = filesOfPart(part)
  if (named) await collectUploads(session, [named])
  return inTransaction(session, async (work) => {
    const message = await lockMessage(work, input.messageId)
    requireStreaming(message)
    const stream = await work.prisma.messageStream.findUniqueOrThrow({ where: { messageId: message.id } })
    if (partIndex < stream.partCount) {
      const there = (await partsNow(work, message))[partIndex]
      if (there && goesOnFrom(there, part)) return message.id
    }
    if (partIndex !== stream.partCount)
      throw conflict(
        message,
        `The message has ${stream.partCount} parts so far; ${partIndex} is not the next place.`,
      )
    const sizes = sizesWith(stream, part)
    const flaw = flawOfSizes(sizes)
    if (flaw) throw new Invalid([{ path: 'part', message: flaw }])
    if (part.type === 'file') {
      const parts = await partsNow(work, message)
      await hangFiles(work, message, {
        fileKeys: undefined,
        before: parts,
        parts: [...parts, part],
        path: named?.path,
      })
    }
    await setSizes(work, message.id, sizes)
    await putChunk(work, message.id, partIndex, part)
    await changeLocked(work, message.conversationId, {
      events: [{ type: 'MESSAGE_PART_ADDED', messageKey: message.id, partIndex }],
      list: [],
    })
    return message.id
  })
}

/** Whether a part that is there is the one that was added, perhaps with text appended since. */
function goesOnFrom(there: Part, added: Part): boolean {
  if (!('text' in there) || !('text' in added)) return isDeepStrictEqual(there, added)
  return (
    isDeepStrictEqual({ ...there, text: '' }, { ...added, text: '' }) && there.text.startsWith(added.text)
  )
}
