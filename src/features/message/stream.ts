import type { Message } from '../../platform/db/generated/client.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { Conflict } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import {
  contentOf,
  livePartsOf,
  type Part,
  partsOf,
  type Sizes,
  type StoredMessage,
  sizesOf,
} from '../content/index.ts'
import { changeLocked } from '../conversation/index.ts'
import { json } from './write.ts'

/** A message that is being written: opened, read while it grows, and closed into its row. */

type Reader = Pick<Work, 'prisma'>

/** What a stream comes to with one more part. */
export function sizesWith({ partCount, contentBytes, bytes }: Sizes, part: Part): Sizes {
  const added = sizesOf([part])
  return {
    partCount: partCount + 1,
    contentBytes: contentBytes + added.contentBytes,
    // Of the brackets around it only a comma is new.
    bytes: bytes + added.bytes - (partCount ? 1 : 2),
  }
}

/** Goes on from the row `changed` of a conversation to which the message was added. */
export function opened(message: StoredMessage): Sql {
  const { partCount, contentBytes, bytes } = sizesOf(partsOf(message))
  return sql`, opened AS (
    INSERT INTO message_streams (message_id, part_count, content_bytes, bytes)
    SELECT ${message.id}::uuid, ${partCount}::int, ${contentBytes}::int, ${bytes}::int FROM changed
  )`
}

/** All parts of a message, finished or not. */
export async function partsNow({ prisma }: Reader, message: Message): Promise<Part[]> {
  if (message.status !== 'STREAMING') return partsOf(message)
  const chunks = await prisma.messageChunk.findMany({
    where: { messageId: message.id },
    orderBy: [{ partIndex: 'asc' }, { number: 'asc' }],
  })
  return livePartsOf(message, chunks)
}

/** Sets what a stream comes to, after a change that was not an append, and gives out a number for its chunk. */
export async function setSizes({ prisma }: Reader, key: string, sizes: Sizes): Promise<void> {
  await prisma.messageStream.update({
    where: { messageId: key },
    data: { ...sizes, number: { increment: 1 }, touchedAt: new Date() },
  })
}

interface Ending {
  status: Message['status']
  metadata: unknown
}

/** Joins into its row what was added to a locked message, and tells of its end. */
export async function close(
  work: Omit<Work, 'viewer'>,
  message: Message,
  { status, metadata }: Ending,
): Promise<void> {
  const { content, parts } = contentOf(await partsNow(work, message))
  // The chunks stay for a while, for those who watch and have not been told of them yet.
  await work.prisma.$executeRaw(sql`
    WITH closed AS (UPDATE message_streams SET touched_at = now() WHERE message_id = ${message.id}::uuid)
    UPDATE messages SET content = ${content}, parts = ${json(parts)}, metadata = ${json(metadata)},
      status = ${status}::message_status, updated_at = now()
    WHERE id = ${message.id}::uuid`)
  await changeLocked(work, message.conversationId, {
    set: sql`version = version + 1,`,
    events: [{ type: 'MESSAGE_CHANGED', messageKey: message.id }],
  })
}

export const conflict = (message: { id: string }, detail: string): Conflict =>
  new Conflict(detail, { type: 'Message', key: message.id })

export function requireStreaming(message: Pick<Message, 'id' | 'status'>): void {
  if (message.status !== 'STREAMING')
    throw conflict(message, `The message is ${message.status} and takes no more. Edit it instead.`)
}
