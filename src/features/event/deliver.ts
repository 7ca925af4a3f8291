import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../../graphql/context.ts'
import { loadPayload } from '../../graphql/plan/resolve.ts'
import type { Conversation, Message, Space } from '../../platform/db/generated/client.ts'
import { rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import type { NodeType } from '../../platform/ids.ts'
import { NotFound } from '../../platform/refusal.ts'
import { livePartsOf, type Part } from '../content/index.ts'
import { conversationVisibleTo } from '../conversation/index.ts'
import { messageVisibleTo } from '../message/index.ts'
import { spaceVisibleTo } from '../space/index.ts'
import { encodePlace } from './cursor.ts'
import type { DeliveredEvent } from './Event.ts'

/**
 * Events of a log as the viewer gets them now: with the objects as they are, under the viewer's rights, and without
 * those whose object is gone, whose deletion follows.
 */
export async function deliver(
  context: Context,
  info: GraphQLResolveInfo,
  stream: string,
  logged: LoggedEvent[],
): Promise<DeliveredEvent[]> {
  const events = withoutForgottenText(logged)
  const there = await objectsThere(context, events)
  // What a context remembers is for one answer, and a subscription gives many.
  const fresh = { ...context }
  const delivered = await Promise.all(
    events.map(async (event) => {
      const part = partOf(event, there)
      if (!isThere(event, there) || part === undefined) return null
      try {
        return await describe(fresh, info, stream, event, part)
      } catch (error) {
        if (error instanceof NotFound) return null
        throw error
      }
    }),
  )
  return delivered.filter((event) => event !== null)
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

interface There {
  keys: Set<string>
  messages: Map<string, Part[]>
}

/** Which of the objects that the events are about the viewer still sees. */
async function objectsThere({ prisma, viewer }: Context, events: LoggedEvent[]): Promise<There> {
  const me = sql`${viewer.id}::uuid`
  const visible = async (table: Sql, keys: (string | null)[], rule: Sql) => {
    const unique = [...new Set(keys.filter((key) => key !== null))]
    if (!unique.length) return []
    return prisma.$queryRaw<{ id: string }[]>(
      sql`SELECT id FROM ${table} WHERE id = ANY(${unique}::uuid[]) AND ${rule}`,
    )
  }
  const rows = await Promise.all([
    visible(
      sql`conversations`,
      events.map(({ conversationKey }) => conversationKey),
      conversationVisibleTo(rowOf<Conversation>('conversations'), me),
    ),
    visible(
      sql`messages`,
      events.map(({ messageKey }) => messageKey),
      messageVisibleTo(rowOf<Message>('messages'), me),
    ),
    visible(
      sql`spaces`,
      events.map(({ conversationKey, spaceKey }) => (conversationKey ? null : spaceKey)),
      spaceVisibleTo(rowOf<Space>('spaces'), me),
    ),
  ])
  const keys = new Set(rows.flat().map(({ id }) => id))
  const withParts = events
    .filter(({ type }) => type.startsWith('MESSAGE_PART'))
    .map(({ messageKey }) => messageKey)
  const messages = withParts.length
    ? await prisma.message.findMany({
        where: { id: { in: withParts.filter((key) => key !== null && keys.has(key)) as string[] } },
        include: { chunks: { orderBy: [{ partIndex: 'asc' }, { number: 'asc' }] } },
      })
    : []
  const partsOf = ({ status, chunks, ...row }: (typeof messages)[number]) =>
    livePartsOf(row, status === 'STREAMING' ? chunks : null)
  return { keys, messages: new Map(messages.map((row) => [row.id, partsOf(row)])) }
}

function isThere({ type, spaceKey, conversationKey, messageKey }: LoggedEvent, { keys }: There): boolean {
  if (type.endsWith('_DELETED') || type === 'RESYNC_REQUIRED') return true
  return keys.has(messageKey ?? conversationKey ?? spaceKey ?? '')
}

/** The part that an event is about, null for one about none, undefined where it is gone. */
function partOf({ type, messageKey, partIndex }: LoggedEvent, { messages }: There): Part | null | undefined {
  if (!type.startsWith('MESSAGE_PART')) return null
  return messages.get(messageKey as string)?.[partIndex as number]
}

async function describe(
  context: Context,
  info: GraphQLResolveInfo,
  stream: string,
  event: LoggedEvent,
  part: Part | null,
): Promise<DeliveredEvent> {
  const { spaceKey, conversationKey, messageKey } = event
  const __typename = typeNameOf(event.type)
  const objects: Record<string, { type: NodeType; key: string }> = {}
  if (spaceKey) objects.space = { type: 'Space', key: spaceKey }
  if (conversationKey) objects.conversation = { type: 'Conversation', key: conversationKey }
  if (messageKey) objects.message = { type: 'Message', key: messageKey }
  return {
    ...event,
    __typename,
    part,
    cursor: encodePlace(stream, event.number),
    context,
    planned: await loadPayload(context, info, __typename, objects),
  }
}

/** `MESSAGE_PART_ADDED` is MessagePartAdded. */
const typeNameOf = (type: string): string =>
  type
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')
