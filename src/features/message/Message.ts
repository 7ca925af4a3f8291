import { builder } from '../../graphql/builder.ts'
import { queryById } from '../../graphql/byId.ts'
import { connectionOf } from '../../graphql/connection.ts'
import { Node, nodeId } from '../../graphql/node.ts'
import { computed, list, one, type PlannedType } from '../../graphql/plan/declare.ts'
import type {
  Conversation as ConversationRow,
  File as FileRow,
  Message as MessageRow,
  User as UserRow,
} from '../../platform/db/generated/client.ts'
import { join, type Row, type Sql, sql } from '../../platform/db/sql.ts'
import {
  type Chunk,
  chunksOf,
  livePartsOf,
  MAX_FILES,
  MessagePart,
  MessageRole,
  MessageStatus,
  textOf,
} from '../content/index.ts'
import { Conversation } from '../conversation/index.ts'
import { File } from '../file/index.ts'
import { User } from '../user/index.ts'
import { messageVisibleTo } from './visibleTo.ts'

const planned: PlannedType<MessageRow> = { table: 'messages', visibleTo: messageVisibleTo }

/** One that is being written, with what was added to it since it was opened. */
const hasChunks = (message: object): message is { chunks: Chunk[] } =>
  'chunks' in message && message.chunks !== null

/** Parts hold it themselves, and it may be long. */
const contentWithoutParts = (message: Row<MessageRow>): Sql =>
  sql`CASE WHEN ${message('parts')} IS NULL THEN ${message('content')} END`

export const Message = builder.prismaObject('Message', {
  description: 'What a person, an assistant or a tool said in a conversation.',
  interfaces: [Node],
  extensions: { planned },
  fields: (t) => ({
    id: t.id(nodeId('Message')),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: "The client's own name for it, unique in the conversation; null where none was given.",
    }),
    position: t.exposeInt('position', {
      description:
        'Its place: strictly increasing within the conversation, gaps allowed, whatever the clocks say.',
    }),
    conversation: t.field({
      type: Conversation,
      description: 'The conversation that it is in.',
      ...one<ConversationRow, MessageRow>(
        (conversation, message) => sql`${conversation('id')} = ${message('conversationId')}`,
      ),
    }),
    author: t.field({
      type: User,
      nullable: true,
      description: 'The person who sent it; null for what an assistant or a tool wrote.',
      ...one<UserRow, MessageRow>((user, message) => sql`${user('id')} = ${message('authorId')}`),
    }),
    role: t.expose('role', { type: MessageRole, description: 'Who it is from.' }),
    status: t.expose('status', { type: MessageStatus, description: 'How far it has come.' }),
    content: t.string({
      description: 'Its text: the text parts joined. At most 1 MiB.',
      ...computed<MessageRow>(['content', 'parts'], {
        expressions: { chunks: chunksOf },
        text: (message) =>
          sql`CASE WHEN ${message('status')} <> 'STREAMING' THEN to_json(${message('content')})::text END`,
      }),
      resolve: (message) =>
        hasChunks(message) ? textOf(livePartsOf(message, message.chunks)) : message.content,
    }),
    parts: t.field({
      type: [MessagePart],
      description: 'Its pieces in order, at most 1,000; a single text part where it was given by `content`.',
      ...computed<MessageRow>(['parts'], {
        expressions: { content: contentWithoutParts, chunks: chunksOf },
      }),
      resolve: (message) => livePartsOf(message, hasChunks(message) ? message.chunks : null),
    }),
    metadata: t.expose('metadata', {
      type: 'JSONObject',
      nullable: true,
      description: 'Anything the client keeps with it, at most 16 KiB as JSON; null where nothing was given.',
    }),
    files: t.field({
      type: [File],
      description: `Those given by fileIds and those of its parts; at most ${MAX_FILES}.`,
      ...list<FileRow, MessageRow>({
        // Most messages have none: not to look for those saves a fifth of what PostgreSQL does for a page.
        where: (file, message) => sql`${message('hadFiles')} AND ${file('messageId')} = ${message('id')}`,
        orderBy: (file) => join([file('ordinal'), file('id')]),
        limit: MAX_FILES,
      }),
    }),
    isEdited: t.boolean({
      description: 'Whether its content or parts were changed by editing.',
      ...computed<MessageRow>(['editedAt'], {
        text: (message) => sql`(${message('editedAt')} IS NOT NULL)::text`,
      }),
      resolve: ({ editedAt }) => editedAt !== null,
    }),
    editedAt: t.expose('editedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its content or parts were last changed by editing; null if never.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it last changed; text and parts that stream into it count when it is finished.',
    }),
  }),
})

export const MessageConnection = connectionOf(Message, 'Message')

queryById('Message', Message)
