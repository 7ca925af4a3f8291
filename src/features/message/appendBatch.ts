import type { Conversation, Message } from '../../platform/db/generated/client.ts'
import { Conflict, Invalid } from '../../platform/refusal.ts'
import type { Work } from '../../platform/session.ts'
import { byteLength } from '../../platform/text.ts'
import { flawOfSizes } from '../content/index.ts'
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

/** Where the message and the part of an append stand when the transaction begins. */
export interface AppendState extends Pick<Message, 'id' | 'conversationId' | 'status'> {
  conversationState: Conversation['state']
  partCount: number
  contentBytes: number
  bytes: number
  number: number
  /** Of the part's last chunk; null where it has none. */
  type: string | null
  endsAt: number | null
}

const QUOTES = 2

type Transaction = Omit<Work, 'viewer'>

interface Place {
  type: string
  endsAt: number
}

/** What the appends of a transaction come to, each checked against what those before it make. */
export class AppendBatch {
  readonly #work: Transaction
  readonly #chunks: NewChunk[] = []
  readonly #streams = new Map<string, Omit<StreamState, 'messageKey'>>()
  readonly #places = new Map<string, Place>()

  constructor(work: Transaction) {
    this.#work = work
  }

  /** Adds one that goes on from what is there, or throws why it is refused. */
  async add(state: AppendState, { messageKey, partIndex, offset, text }: Append): Promise<void> {
    if (state.conversationState === 'TRASHED')
      throw new Conflict('The conversation is in the trash. Restore it first.', {
        type: 'Conversation',
        key: state.conversationId,
      })
    requireStreaming(state)
    const { partCount, contentBytes, bytes, number } = this.#streams.get(messageKey) ?? state
    const place = await this.#placeOf(state, partIndex, partCount)
    if (offset > place.endsAt)
      throw conflict(
        state,
        `Part ${partIndex} has ${place.endsAt} code units so far, and ${offset} would leave a gap.`,
      )
    const known = place.endsAt - offset
    if (known > 0 && !(await this.#repeats(messageKey, partIndex, offset, text)))
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
  async #placeOf(state: AppendState, partIndex: number, partCount: number): Promise<Place> {
    const known = this.#places.get(`${state.id} ${partIndex}`)
    if (known) return known
    if (partIndex > partCount)
      throw conflict(state, `The message has ${partCount} parts so far; ${partIndex} cannot be the next.`)
    if (partIndex === partCount) return { type: 'text', endsAt: 0 }
    if (state.type !== null && state.endsAt !== null)
      return requireText(state, partIndex, state.type, state.endsAt)
    const message = await this.#work.prisma.message.findUniqueOrThrow({ where: { id: state.id } })
    const part = (await partsNow(this.#work, message))[partIndex]
    return requireText(state, partIndex, part?.type ?? '', part && 'text' in part ? part.text.length : 0)
  }

  /** Whether what is there already, from the offset on, is what the text begins with, or more of it. */
  async #repeats(messageKey: string, partIndex: number, offset: number, text: string) {
    const message = await this.#work.prisma.message.findUniqueOrThrow({ where: { id: messageKey } })
    const part = (await partsNow(this.#work, message))[partIndex]
    const stored = part && 'text' in part ? part.text : ''
    const here = this.#chunks.filter(
      (chunk) => chunk.messageKey === messageKey && chunk.partIndex === partIndex,
    )
    const there = (stored + here.map((chunk) => chunk.text).join('')).slice(offset)
    return there.startsWith(text) || text.startsWith(there)
  }

  async write(): Promise<void> {
    const streams = [...this.#streams].map(([messageKey, stream]) => ({ messageKey, ...stream }))
    if (this.#chunks.length) await writeChunks(this.#work, this.#chunks, streams)
  }
}

function requireText(state: AppendState, partIndex: number, type: string, endsAt: number): Place {
  if (type === 'text' || type === 'reasoning') return { type, endsAt }
  throw conflict(state, `Part ${partIndex} is a ${type} part: text goes to text and reasoning parts only.`)
}
