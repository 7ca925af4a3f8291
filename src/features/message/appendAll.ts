import type { Conversation, Message } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import { Conflict, Invalid, NotFound, Refusal } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { byteLength } from '../../platform/text.ts'
import { flawOfSizes } from '../content/index.ts'
import { conversationVisibleTo } from '../conversation/index.ts'
import { conflict, partsNow, requireStreaming, sizesWith } from './stream.ts'
import { type NewChunk, type StreamState, writeChunks } from './writeChunks.ts'

/** Text to add to a message of a viewer, after so much of a part as has been acknowledged. */
export interface Append {
  viewerKey: string
  messageKey: string
  partIndex: number
  offset: number
  text: string
}

type Transaction = Omit<Work, 'viewer'>

/**
 * Makes many appends in one transaction of four statements. Each is refused on its own, as answered in its place; null
 * for one that is made, or was made before.
 */
export async function appendAll(work: Transaction, appends: readonly Append[]): Promise<(Refusal | null)[]> {
  await lock(work, appends)
  const states = await statesOf(work, appends)
  const batch = new Batch()
  const outcomes: (Refusal | null)[] = []
  for (const [index, append] of appends.entries()) {
    const state = states.get(index)
    try {
      if (!state) throw new NotFound('Message')
      await batch.add(work, state, append)
      outcomes.push(null)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      outcomes.push(error)
    }
  }
  await batch.write(work)
  return outcomes
}

/** The conversations in the order in which every transaction locks them. */
async function lock({ prisma }: Transaction, appends: readonly Append[]): Promise<void> {
  const visible = conversationVisibleTo(rowOf<Conversation>('c'), sql`r.viewer`)
  await prisma.$queryRaw(sql`
    SELECT 1 FROM conversations WHERE id IN (
      SELECT c.id FROM ${requested(appends)} JOIN messages m ON m.id = r.message
      JOIN conversations c ON c.id = m.conversation_id AND ${visible}
    ) ORDER BY id FOR UPDATE`)
}

const requested = (appends: readonly Append[]) => sql`
  unnest(${appends.map(({ messageKey }) => messageKey)}::uuid[], ${appends.map(({ viewerKey }) => viewerKey)}::uuid[],
    ${appends.map(({ partIndex }) => partIndex)}::int[]) WITH ORDINALITY AS r(message, viewer, part, i)`

interface State extends Pick<Message, 'id' | 'conversationId' | 'status'> {
  index: number
  conversationState: Conversation['state']
  partCount: number
  contentBytes: number
  bytes: number
  number: number
  /** Of the part's last chunk; null where it has none. */
  type: string | null
  endsAt: number | null
}

async function statesOf({ prisma }: Transaction, appends: readonly Append[]): Promise<Map<number, State>> {
  const visible = conversationVisibleTo(rowOf<Conversation>('c'), sql`r.viewer`)
  const states = await prisma.$queryRaw<State[]>(sql`
    SELECT r.i::int - 1 AS index, m.id, m.conversation_id AS "conversationId", m.status::text AS status,
      c.state::text AS "conversationState", s.part_count AS "partCount", s.content_bytes AS "contentBytes", s.bytes,
      s.number, k.type, k.ends_at AS "endsAt"
    FROM ${requested(appends)} JOIN messages m ON m.id = r.message
    JOIN conversations c ON c.id = m.conversation_id AND ${visible}
    LEFT JOIN message_streams s ON s.message_id = m.id
    LEFT JOIN LATERAL (
      SELECT type, ends_at FROM message_chunks
      WHERE message_id = m.id AND part_index = r.part ORDER BY number DESC LIMIT 1
    ) k ON TRUE`)
  return new Map(states.map((state) => [state.index, state]))
}

const QUOTES = 2

interface Place {
  type: string
  endsAt: number
}

/** What the appends of a transaction come to, each checked against what those before it make. */
class Batch {
  readonly #chunks: NewChunk[] = []
  readonly #streams = new Map<string, Omit<StreamState, 'messageKey'>>()
  readonly #places = new Map<string, Place>()

  async add(work: Transaction, state: State, { messageKey, partIndex, offset, text }: Append): Promise<void> {
    if (state.conversationState === 'TRASHED')
      throw new Conflict('The conversation is in the trash. Restore it first.', {
        type: 'Conversation',
        key: state.conversationId,
      })
    requireStreaming(state)
    const { partCount, contentBytes, bytes, number } = this.#streams.get(messageKey) ?? state
    const place = await this.#placeOf(work, state, partIndex, partCount)
    if (offset > place.endsAt)
      throw conflict(
        state,
        `Part ${partIndex} has ${place.endsAt} code units so far, and ${offset} would leave a gap.`,
      )
    const known = place.endsAt - offset
    if (known > 0 && !(await this.#repeats(work, messageKey, partIndex, offset, text)))
      throw conflict(state, `Part ${partIndex} goes on differently from ${offset}.`)
    const added = text.slice(known)
    if (!added) return
    const before = { partCount, contentBytes, bytes }
    const opened = partIndex === partCount ? sizesWith(before, { type: 'text', text: '' }) : before
    const next = {
      partCount: opened.partCount,
      contentBytes: contentBytes + (place.type === 'text' ? byteLength(added) : 0),
      bytes: opened.bytes + byteLength(JSON.stringify(added)) - QUOTES,
      number: number + 1,
    }
    const flaw = flawOfSizes(next)
    if (flaw) throw new Invalid([{ path: 'text', message: flaw }])
    const endsAt = place.endsAt + added.length
    this.#streams.set(messageKey, next)
    this.#places.set(`${messageKey} ${partIndex}`, { type: place.type, endsAt })
    this.#chunks.push({
      messageKey,
      conversationKey: state.conversationId,
      partIndex,
      number: next.number,
      type: place.type,
      offset: place.endsAt,
      endsAt,
      text: added,
    })
  }

  /** Where the part ends, and what it is. */
  async #placeOf(work: Transaction, state: State, partIndex: number, partCount: number): Promise<Place> {
    const known = this.#places.get(`${state.id} ${partIndex}`)
    if (known) return known
    if (partIndex > partCount)
      throw conflict(state, `The message has ${partCount} parts so far; ${partIndex} cannot be the next.`)
    if (partIndex === partCount) return { type: 'text', endsAt: 0 }
    if (state.type !== null && state.endsAt !== null)
      return requireText(state, partIndex, state.type, state.endsAt)
    const message = await work.prisma.message.findUniqueOrThrow({ where: { id: state.id } })
    const part = (await partsNow(work, message))[partIndex]
    return requireText(state, partIndex, part?.type ?? '', part && 'text' in part ? part.text.length : 0)
  }

  /** Whether what is there already, from the offset on, is what the text begins with, or more of it. */
  async #repeats(work: Transaction, messageKey: string, partIndex: number, offset: number, text: string) {
    const message = await work.prisma.message.findUniqueOrThrow({ where: { id: messageKey } })
    const part = (await partsNow(work, message))[partIndex]
    const stored = part && 'text' in part ? part.text : ''
    const here = this.#chunks.filter(
      (chunk) => chunk.messageKey === messageKey && chunk.partIndex === partIndex,
    )
    const there = (stored + here.map((chunk) => chunk.text).join('')).slice(offset)
    return there.startsWith(text) || text.startsWith(there)
  }

  async write(work: Transaction): Promise<void> {
    const streams = [...this.#streams].map(([messageKey, stream]) => ({ messageKey, ...stream }))
    if (this.#chunks.length) await writeChunks(work, this.#chunks, streams)
  }
}

function requireText(state: State, partIndex: number, type: string, endsAt: number): Place {
  if (type === 'text' || type === 'reasoning') return { type, endsAt }
  throw conflict(state, `Part ${partIndex} is a ${type} part: text goes to text and reasoning parts only.`)
}
