import { builder } from '../../graphql/builder.ts'
import type { Space } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import { decodeId } from '../../platform/ids.ts'
import { spaceVisibleTo } from '../space/index.ts'
import { ConversationListEvent } from './Event.ts'
import { notFound, subscribeTo } from './subscribe.ts'

builder.subscriptionField('conversationListEvents', (t) =>
  t.field({
    type: ConversationListEvent,
    description:
      "The viewer's list of conversations, or one space's, and the spaces themselves. NOT_FOUND when there is no such space that is yours.",
    args: {
      spaceId: t.arg.id({ description: 'Only of this space; of all when left out.' }),
      after: t.arg.string({
        description:
          'The cursor of the last event seen, or `conversationListCursor`: go on from there. From now on when left out.',
      }),
    },
    subscribe: async (_root, { spaceId, after }, context, info) => {
      const { prisma, viewer } = context
      const stream = viewer.id
      const { eventNumber } = await prisma.user.findUniqueOrThrow({ where: { id: stream } })
      const latest = Number(eventNumber)
      // In the list of all, one that leaves a space has only changed.
      if (spaceId == null)
        return subscribeTo(
          context,
          info,
          { stream, latest, concerns: ({ type }) => type !== 'CONVERSATION_LEFT' },
          after,
        )
      const spaceKey = decodeId('Space', spaceId)
      const [space] = await prisma.$queryRaw<unknown[]>(sql`
        SELECT 1 FROM spaces
        WHERE id = ${spaceKey}::uuid AND ${spaceVisibleTo(rowOf<Space>('spaces'), sql`${viewer.id}::uuid`)}`)
      if (!space) throw notFound()
      const concerns = (event: LoggedEvent) => event.spaceKey === spaceKey
      return subscribeTo(context, info, { stream, latest, concerns }, after)
    },
    resolve: (event) => event,
  }),
)
