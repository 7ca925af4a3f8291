import { builder } from '../../graphql/builder.ts'
import { readBeforeAll } from '../../graphql/plan/early.ts'
import { User } from '../user/index.ts'
import { encodePlace } from './cursor.ts'

builder.prismaObjectField(User, 'conversationListCursor', (t) =>
  t.string({
    description:
      'Where conversationListEvents goes on from what this answer shows: never newer than anything selected beside it. One cursor serves all lists; `spaceId` only says which is meant.',
    args: { spaceId: t.arg.id({ description: 'The space whose list is meant; all of them when left out.' }) },
    // Lists stand in other statements than their owner, which may see more than this one or less.
    ...readBeforeAll(async ({ prisma, viewer }) => {
      const { eventNumber } = await prisma.user.findUniqueOrThrow({ where: { id: viewer.id } })
      return encodePlace(viewer.id, Number(eventNumber))
    }),
  }),
)
