import { builder } from '../../graphql/builder.ts'
import { queryById } from '../../graphql/byId.ts'
import { connectionOf } from '../../graphql/connection.ts'
import { Node, nodeId } from '../../graphql/node.ts'
import { computed, one, type PlannedType } from '../../graphql/plan/declare.ts'
import type {
  Conversation as ConversationRow,
  Space as SpaceRow,
  User as UserRow,
} from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { Space } from '../space/index.ts'
import { User } from '../user/index.ts'
import { ConversationState } from './ConversationState.ts'
import { conversationVisibleTo } from './visibleTo.ts'

const planned: PlannedType<ConversationRow> = { table: 'conversations', visibleTo: conversationVisibleTo }

export const Conversation = builder.prismaObject('Conversation', {
  description: 'A series of messages between a person and an assistant.',
  interfaces: [Node],
  extensions: { planned },
  fields: (t) => ({
    id: t.id(nodeId('Conversation')),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description:
        "The client's own name for it, unique among the owner's conversations; null where none was given.",
    }),
    title: t.exposeString('title', {
      nullable: true,
      description: 'Null until named. At most 255 characters.',
    }),
    space: t.field({
      type: Space,
      description: 'The space that it is in.',
      ...one<SpaceRow, ConversationRow>(
        (space, conversation) => sql`${space('id')} = ${conversation('spaceId')}`,
      ),
    }),
    owner: t.field({
      type: User,
      description: 'Whose it is.',
      ...one<UserRow, ConversationRow>(
        (user, conversation) => sql`${user('id')} = ${conversation('ownerId')}`,
      ),
    }),
    state: t.expose('state', { type: ConversationState, description: 'Where it is kept.' }),
    isArchived: t.boolean({
      description: 'Whether its state is ARCHIVED.',
      ...computed<ConversationRow>(['state'], {
        text: (conversation) => sql`(${conversation('state')} = 'ARCHIVED')::text`,
      }),
      resolve: ({ state }) => state === 'ARCHIVED',
    }),
    isPinned: t.exposeBoolean('isPinned', {
      description: 'Whether its owner pinned it, to find it by a filter.',
    }),
    agentId: t.exposeString('agentId', {
      nullable: true,
      description: 'The assistant behind it, as the client names it; null where none was given.',
    }),
    mode: t.exposeString('mode', {
      nullable: true,
      description: 'How the assistant is run, as the client names it; null where nothing was given.',
    }),
    metadata: t.expose('metadata', {
      type: 'JSONObject',
      nullable: true,
      description: 'Anything the client keeps with it, at most 16 KiB as JSON; null where nothing was given.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it began.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description:
        'The last change of the conversation itself (title, state, space…): not of its messages, and not pinning.',
    }),
    lastMessageAt: t.expose('lastMessageAt', {
      type: 'DateTime',
      nullable: true,
      description: '`createdAt` of its last message; null while it has none.',
    }),
    archivedAt: t.expose('archivedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was archived; null unless it is archived, or was when it was trashed.',
    }),
    trashedAt: t.expose('trashedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was trashed; null unless it is.',
    }),
    version: t.exposeInt('version', {
      description:
        'Goes up by one with every mutation that changes the conversation or its messages, but for appendToMessage, addMessagePart and updateMessagePart. For `expectedVersion`.',
    }),
    messageCount: t.exposeInt('messageCount', { description: 'How many messages it has. Costs nothing.' }),
  }),
})

export const ConversationConnection = connectionOf(Conversation, 'Conversation')

queryById('Conversation', Conversation)
