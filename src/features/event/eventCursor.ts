import { builder } from '../../graphql/builder.ts'
import { columns } from '../../graphql/plan/declare.ts'
import type { Conversation as ConversationRow } from '../../platform/db/generated/client.ts'
import { Conversation } from '../conversation/index.ts'
import { encodePlace } from './cursor.ts'

builder.prismaObjectField(Conversation, 'eventCursor', (t) =>
  t.string({
    description:
      'Where conversationEvents goes on from what this answer shows: never newer than anything selected beside it.',
    ...columns<ConversationRow>('eventNumber'),
    resolve: ({ id, eventNumber }) => encodePlace(id, Number(eventNumber)),
  }),
)
