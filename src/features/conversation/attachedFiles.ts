import { builder } from '../../graphql/builder.ts'
import { pageArgs } from '../../graphql/connection.ts'
import { page } from '../../graphql/plan/declare.ts'
import type { Conversation as ConversationRow, File as FileRow } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { FileConnection } from '../file/index.ts'
import { Conversation } from './Conversation.ts'

builder.prismaObjectField(Conversation, 'attachedFiles', (t) =>
  t.field({
    type: FileConnection,
    description: 'The files of all its messages, newest first.',
    args: pageArgs,
    ...page<FileRow, ConversationRow>({
      where: (file, conversation) => sql`${file('conversationId')} = ${conversation('id')}`,
      order: () => ({
        name: 'conversation.attachedFiles',
        key: (file) => file('createdAt'),
        keyType: 'timestamptz',
        descending: true,
      }),
    }),
  }),
)
