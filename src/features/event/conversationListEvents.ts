import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import type { Space } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import { decodeId } from '../../platform/ids.ts'
import { spaceVisibleTo } from '../space/index.ts'
import { ConversationListEvent } from './Event.ts'
import { itself, type Log, notFound, placesIn, subscribeTo } from './subscribe.ts'

builder.subscriptionField('conversationListEvents', (t) =>
  t.field({
    type: ConversationListEvent,
    description:
      "The viewer's list of conversations, or one space's, and the spaces themselves. NOT_FOUND when there is no such space that is yours.",
    args: {
      spaceId: t.arg.id({
        description: 'Only of this space; of all when left out. It ends after SpaceDeleted.',
      }),
      after: t.arg.string({
        description:
          'The cursor of the last event seen, or `conversationListCursor`: go on from there. From now on when left out.',
      }),
    },
    subscribe: async (_root, { spaceId, after }, context, info) => {
      if (spaceId == null) return subscribeTo(context, info, await logOfAll(context), after)
      const spaceKey = decodeId('Space', spaceId)
      const log = spaceKey && (await logOfSpace(context, spaceKey))
      if (!log) throw notFound()
      return subscribeTo(context, info, log, after)
    },
    resolve: itself,
  }),
)

async function logOfAll({ prisma, viewer }: Context): Promise<Log> {
  const { eventNumber } = await prisma.user.findUniqueOrThrow({ where: { id: viewer.id } })
  // In the list of all, one that leaves a space has only changed.
  const concerns = ({ type }: LoggedEvent) => type !== 'CONVERSATION_LEFT'
  return { stream: viewer.id, latest: Number(eventNumber), concerns }
}

/** Also of a space that is deleted, for as long as that is kept; null where there is none that is the viewer's. */
async function logOfSpace({ prisma, viewer }: Context, spaceKey: string): Promise<Log | null> {
  const me = sql`${viewer.id}::uuid`
  const [log] = await prisma.$queryRaw<{ number: number; isDeleted: boolean }[]>(sql`
    WITH living AS (
      SELECT FROM spaces WHERE id = ${spaceKey}::uuid AND ${spaceVisibleTo(rowOf<Space>('spaces'), me)}
    )
    SELECT event_number::float8 AS number, FALSE AS "isDeleted" FROM users, living WHERE id = ${me}
    UNION ALL
    (SELECT number::float8, TRUE FROM events WHERE NOT EXISTS (SELECT FROM living)
      AND stream_id = ${me} AND space_id = ${spaceKey}::uuid AND type = 'SPACE_DELETED'
      ORDER BY events.number DESC LIMIT 1)`)
  if (!log) return null
  return {
    stream: viewer.id,
    ...placesIn(log),
    concerns: (event) => event.spaceKey === spaceKey,
    isEnd: ({ type }) => type === 'SPACE_DELETED',
  }
}
