import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import type { Conversation } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import { decodeId } from '../../platform/ids.ts'
import { conversationVisibleTo } from '../conversation/index.ts'
import { ConversationEvent } from './Event.ts'
import { itself, notFound, placesIn, subscribeTo } from './subscribe.ts'

builder.subscriptionField('conversationEvents', (t) =>
  t.field({
    type: ConversationEvent,
    description:
      'One conversation: itself, its messages, text as it streams. NOT_FOUND when there is none that is yours; it ends after ConversationDeleted.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The conversation to watch.' }),
      after: t.arg.string({
        description:
          'The cursor of the last event seen, or `eventCursor`: go on from there. From now on when left out.',
      }),
    },
    subscribe: async (_root, { conversationId, after }, context, info) => {
      const stream = decodeId('Conversation', conversationId)
      if (stream === null) throw notFound()
      const log = await logOf(context, stream)
      if (log === null) throw notFound()
      const isEnd = ({ type }: LoggedEvent) => type === 'CONVERSATION_DELETED'
      return subscribeTo(context, info, { stream, ...log, isEnd }, after)
    },
    resolve: itself,
  }),
)

/** How far the log of a conversation goes, also of one that is deleted; null where it is not the viewer's. */
async function logOf(
  { prisma, viewer }: Context,
  key: string,
): Promise<{ latest: number; end?: number } | null> {
  const me = sql`${viewer.id}::uuid`
  const [log] = await prisma.$queryRaw<{ number: number; isDeleted: boolean }[]>(sql`
    WITH living AS (
      SELECT event_number FROM conversations
      WHERE id = ${key}::uuid AND ${conversationVisibleTo(rowOf<Conversation>('conversations'), me)}
    )
    SELECT event_number::float8 AS number, FALSE AS "isDeleted" FROM living
    UNION ALL
    (SELECT number::float8, TRUE FROM events WHERE NOT EXISTS (SELECT FROM living)
      AND stream_id = ${key}::uuid AND owner_id = ${me} AND type = 'CONVERSATION_DELETED'
      ORDER BY events.number DESC LIMIT 1)`)
  return log ? placesIn(log) : null
}
