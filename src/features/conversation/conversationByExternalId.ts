import { builder } from '../../graphql/builder.ts'
import { one, type Root } from '../../graphql/plan/declare.ts'
import type { Conversation as ConversationRow } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { isCleanText } from '../../platform/text.ts'
import { Conversation } from './Conversation.ts'
import { conversationVisibleTo } from './visibleTo.ts'

builder.queryField('conversationByExternalId', (t) =>
  t.field({
    type: Conversation,
    nullable: true,
    description:
      "The viewer's conversation that was created with this `externalId`; null where there is none.",
    args: {
      externalId: t.arg.string({ required: true, description: 'The `externalId` it was created with.' }),
    },
    ...one<ConversationRow, Root, { externalId: string }>((conversation, root, { externalId }) =>
      // Text that no row can hold would be a fault to the database.
      isCleanText(externalId)
        ? sql`${conversationVisibleTo(conversation, root('viewer'))} AND ${conversation('externalId')} = ${externalId}`
        : sql`FALSE`,
    ),
  }),
)
