import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../../graphql/context.ts'
import { limitBytes } from '../../graphql/plan/budget.ts'
import { loadPayload } from '../../graphql/plan/resolve.ts'
import type { Message } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import { keptText } from '../../platform/events/keptText.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import type { NodeType } from '../../platform/ids.ts'
import { NotFound } from '../../platform/refusal.ts'
import { type Chunk, chunksOf, livePartsOf, type Part } from '../content/index.ts'
import { encodePlace } from './cursor.ts'
import type { DeliveredEvent } from './Event.ts'
import { visibleObjects } from './visibleObjects.ts'

/** How much may be read of more than one event at once, in characters: a slow reader holds on to it for a while. */
const MAX_TOGETHER = 1024 * 1024

/**
 * Events of a batch as the viewer gets them now: with the objects as they are, under the viewer's rights, and without
 * those whose object is gone, whose deletion follows.
 *
 * What is read after the log may be newer. So the objects come first, then the parts, and last whether text is kept: text
 * that was there before and after is in all that was read between, and whoever is told of it all can join it.
 *
 * TooLarge where what is selected is too much for so many events at once.
 */
export async function deliver(
  context: Context,
  info: GraphQLResolveInfo,
  stream: string,
  batch: LoggedEvent[],
  logged: LoggedEvent[],
): Promise<DeliveredEvent[]> {
  const known = withoutForgottenText(logged)
  const visible = await visibleObjects(context, known)
  const events = known.filter((event) => isThere(event, visible))
  // What a context remembers is for one answer, and a subscription gives many.
  const fresh = { ...context }
  if (events.length > 1) limitBytes(fresh, MAX_TOGETHER)
  const objects = await Promise.all(events.map((event) => objectsOf(fresh, info, event)))
  const parts = await partsNow(context, events)
  const told = await withoutReplacedText(context, stream, batch, logged)
  if (told !== logged) return deliver(context, info, stream, batch, told)
  return events.flatMap((event, index) => {
    const [planned, part] = [objects[index], partOf(event, parts)]
    if (!planned || part === undefined) return []
    const cursor = encodePlace(stream, event.number)
    return [{ ...event, __typename: typeNameOf(event.type), part, cursor, context: fresh, planned }]
  })
}

/** Text that is no longer kept as it came is told by its part as it is now, once, so that no reader is left with a gap. */
function withoutForgottenText(events: LoggedEvent[]): LoggedEvent[] {
  const told = new Set<string>()
  return events.flatMap((event) => {
    if (event.type !== 'MESSAGE_DELTA' || event.text !== null) return [event]
    const place = `${event.messageKey} ${event.partIndex}`
    if (told.has(place)) return []
    told.add(place)
    return [{ ...event, type: 'MESSAGE_PART_CHANGED' }]
  })
}

/** The same, where the text of some was replaced while objects were read: it is then no longer kept. */
async function withoutReplacedText(
  { prisma }: Context,
  stream: string,
  batch: LoggedEvent[],
  events: LoggedEvent[],
): Promise<LoggedEvent[]> {
  const deltas = events.filter(hasText)
  // A batch of text alone is told as the log has it: no object was read after it.
  if (deltas.length === 0 || batch.every(hasText)) return events
  const kept = await keptText(
    prisma,
    stream,
    deltas.map(({ number }) => number),
  )
  if (kept.size === deltas.length) return events
  return events.map((event) => (hasText(event) && !kept.has(event.number) ? { ...event, text: null } : event))
}

const hasText = ({ type, text }: LoggedEvent): boolean => type === 'MESSAGE_DELTA' && text !== null

function isThere(
  { type, spaceKey, conversationKey, messageKey }: LoggedEvent,
  visible: Set<string>,
): boolean {
  if (type.endsWith('_DELETED') || type === 'RESYNC_REQUIRED') return true
  return visible.has(messageKey ?? conversationKey ?? spaceKey ?? '')
}

/** What is selected of the objects that an event is about; null when they are gone. */
async function objectsOf(
  context: Context,
  info: GraphQLResolveInfo,
  { type, spaceKey, conversationKey, messageKey }: LoggedEvent,
): Promise<DeliveredEvent['planned'] | null> {
  const objects: Record<string, { type: NodeType; key: string }> = {}
  if (spaceKey) objects.space = { type: 'Space', key: spaceKey }
  if (conversationKey) objects.conversation = { type: 'Conversation', key: conversationKey }
  if (messageKey) objects.message = { type: 'Message', key: messageKey }
  try {
    return await loadPayload(context, info, typeNameOf(type), objects)
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

const isAboutPart = ({ type }: LoggedEvent): boolean => type.startsWith('MESSAGE_PART')

/** The parts of the messages that events are about a part of. */
async function partsNow({ prisma }: Context, events: LoggedEvent[]): Promise<Map<string, Part[]>> {
  const keys = new Set(events.filter(isAboutPart).map(({ messageKey }) => messageKey as string))
  if (!keys.size) return new Map()
  const messages = await prisma.$queryRaw<
    (Pick<Message, 'id' | 'content' | 'parts'> & { chunks: Chunk[] | null })[]
  >(sql`
    SELECT id, content, parts, ${chunksOf(rowOf<Message>('messages'))} AS chunks
    FROM messages WHERE id = ANY(${[...keys]}::uuid[])`)
  return new Map(messages.map((message) => [message.id, livePartsOf(message, message.chunks)]))
}

/** The part that an event is about, null for one about none, undefined where it is gone. */
function partOf(event: LoggedEvent, parts: Map<string, Part[]>): Part | null | undefined {
  if (!isAboutPart(event)) return null
  return parts.get(event.messageKey as string)?.[event.partIndex as number]
}

/** `MESSAGE_PART_ADDED` is MessagePartAdded. */
const typeNameOf = (type: string): string =>
  type
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')
