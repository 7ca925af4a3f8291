import { builder } from '../../graphql/builder.ts'
import { pageArgs } from '../../graphql/connection.ts'
import { one, page } from '../../graphql/plan/declare.ts'
import type {
  Conversation as ConversationRow,
  File as FileRow,
  Message as MessageRow,
} from '../../platform/db/generated/client.ts'
import { type Row, type Sql, sql } from '../../platform/db/sql.ts'
import { Conversation } from '../conversation/index.ts'
import { File } from '../file/index.ts'
import { Message, MessageConnection } from './Message.ts'

/** The messages of other types: a conversation's, all and the last, and a file's. */

const inConversation = (message: Row<MessageRow>, conversation: Row<ConversationRow>): Sql =>
  sql`${message('conversationId')} = ${conversation('id')}`

builder.prismaObjectFields(Conversation, (t) => ({
  messages: t.field({
    type: MessageConnection,
    description: 'Its messages, oldest first; `last: n` opens a conversation at its end.',
    args: pageArgs,
    ...page<MessageRow, ConversationRow>({
      where: inConversation,
      order: () => ({
        name: 'conversation.messages',
        key: (message) => message('position'),
        keyType: 'int4',
        isUnique: true,
        descending: false,
      }),
      total: (conversation) => conversation('messageCount'),
    }),
  }),
  lastMessage: t.field({
    type: Message,
    nullable: true,
    description: 'The newest of its messages; null while it has none.',
    ...one<MessageRow, ConversationRow>(inConversation, {
      orderBy: (message) => sql`${message('position')} DESC`,
    }),
  }),
}))

builder.prismaObjectField(File, 'message', (t) =>
  t.field({
    type: Message,
    nullable: true,
    description: 'The message that it is attached to; null while there is none.',
    ...one<MessageRow, FileRow>((message, file) => sql`${message('id')} = ${file('messageId')}`),
  }),
)
