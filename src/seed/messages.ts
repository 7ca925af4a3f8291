import { instructions } from './corpus/things.ts'
import type { Exchange } from './corpus/topic.ts'
import { attach } from './files.ts'
import type { Owner } from './owners.ts'
import type { Random } from './random.ts'
import { type FileRow, type MessageRow, timestamp, timestampOrNull } from './rows.ts'
import { type Turn, turns } from './turns.ts'

type Telling = {
  /** The conversation's. */
  id: string
  owner: Owner
  exchanges: Iterable<Exchange>
  /** One for each message. */
  times: readonly number[]
  until: number
  random: Random
}

/** The dialogue as the conversation's messages, and what was attached to them. */
export function messages({ id, owner, exchanges, times, until, random }: Telling) {
  const written: MessageRow[] = []
  const files: FileRow[] = []
  const said = script(exchanges, random)
  for (const [index, time] of times.entries()) {
    const turn = said.next().value as Turn
    const isByOwner = turn.role !== 'ASSISTANT' && turn.role !== 'TOOL'
    const editedAt = turn.role === 'USER' && random.chance(0.02) ? Math.min(time + 30_000, until) : null
    const message: MessageRow = {
      id: random.key(time),
      conversation_id: id,
      external_id: null,
      position: index + 1,
      author_id: isByOwner ? owner.id : null,
      status: 'COMPLETE',
      ...turn,
      metadata: !isByOwner && random.chance(0.2) ? { tokens: Math.ceil(turn.content.length / 4) } : null,
      edited_at: timestampOrNull(editedAt),
      created_at: timestamp(time),
      updated_at: timestamp(editedAt ?? time),
    }
    if (turn.role === 'USER' && random.chance(0.04)) files.push(...attach(message, owner.id, random))
    written.push(message)
  }
  const last = written.at(-1)
  if (last?.role === 'ASSISTANT' && !last.parts && random.chance(0.04)) breakOff(last, random)
  return { messages: written, files }
}

function* script(exchanges: Iterable<Exchange>, random: Random): Generator<Turn> {
  if (random.chance(0.1)) {
    const role = random.chance(0.8) ? 'SYSTEM' : 'DEVELOPER'
    yield { role, content: random.pick(instructions), parts: null }
  }
  for (const exchange of exchanges) yield* turns(exchange, random)
}

/** Stopped by its reader, or by a fault, after the first paragraph. */
function breakOff(message: MessageRow, random: Random): void {
  message.status = random.chance(0.7) ? 'CANCELLED' : 'FAILED'
  message.content = message.content.split('\n\n', 1).join()
}
