import { builder, type Types } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import type { Written } from '../../graphql/execution/written.ts'
import { resolvePlanned } from '../../graphql/plan/resolve.ts'
import { encodeId } from '../../platform/ids.ts'
import { MessagePart, type Part } from '../content/index.ts'
import { Conversation } from '../conversation/index.ts'
import { Message } from '../message/index.ts'
import { Space } from '../space/index.ts'

/** An event as it is delivered: a row of the log, with the objects that it is about as they are now. */
export interface DeliveredEvent {
  __typename: string
  cursor: string
  occurredAt: string
  spaceKey: string | null
  conversationKey: string | null
  messageKey: string | null
  partIndex: number | null
  offset: number | null
  text: string | null
  part: Part | null
  planned: Record<string, Written>
  /** Its own, as each answer has one: a subscription gives many. */
  context: Context
}

const Event = builder.interfaceRef<DeliveredEvent>('Event').implement({
  description: 'Something that happened.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Pass it as `after` to go on from here.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it happened.' }),
  }),
})

type Fields = PothosSchemaTypes.ObjectFieldBuilder<Types, DeliveredEvent>

const event = (name: string, description: string, fields: (t: Fields) => object = () => ({})) =>
  builder.objectRef<DeliveredEvent>(name).implement({
    description,
    interfaces: [Event],
    fields: fields as never,
  })

const resolve = resolvePlanned as never

const conversation = (t: Fields) => ({
  conversation: t.field({ type: Conversation, description: 'The conversation as it is now.', resolve }),
})

const space = (t: Fields) => ({
  space: t.field({ type: Space, description: 'The space as it is now.', resolve }),
})

const message = (t: Fields) => ({
  message: t.field({ type: Message, description: 'The message as it is now.', resolve }),
})

const place = (t: Fields) => ({
  messageId: t.id({
    description: 'The message.',
    resolve: ({ messageKey }) => encodeId('Message', messageKey as string),
  }),
  partIndex: t.int({
    description: 'Which of its parts, counted from 0.',
    resolve: ({ partIndex }) => partIndex as number,
  }),
})

const part = (t: Fields) => ({
  ...place(t),
  part: t.field({
    type: MessagePart,
    description: 'The part as it is now.',
    resolve: ({ part }) => part as Part,
  }),
})

const deletedConversationId = (t: Fields) => ({
  deletedConversationId: t.id({
    description: 'The id that it had.',
    resolve: ({ conversationKey }) => encodeId('Conversation', conversationKey as string),
  }),
})

const ConversationChanged = event(
  'ConversationChanged',
  'Something of the conversation changed: its title, state, pin or space, or, in a list, its messages.',
  conversation,
)
const ConversationDeleted = event('ConversationDeleted', 'It was deleted for good.', deletedConversationId)
const ResyncRequired = event(
  'ResyncRequired',
  'What happened since the cursor is no longer kept: read again what you show. Later events follow.',
)

export const ConversationEvent = builder.unionType('ConversationEvent', {
  description: 'What can happen to one conversation.',
  types: [
    ConversationChanged,
    ConversationDeleted,
    event('MessageAdded', 'A message was added.', message),
    event('MessageChanged', 'A message was edited or finished, or has a preview now.', message),
    event(
      'MessageDelta',
      'Text was appended to a message that is being written. A client that has it already ignores it.',
      (t) => ({
        ...place(t),
        offset: t.int({
          description: "Where it starts in the part's text, in UTF-16 code units.",
          resolve: ({ offset }) => offset as number,
        }),
        text: t.string({ description: 'What was appended.', resolve: ({ text }) => text as string }),
      }),
    ),
    event('MessagePartAdded', 'A message that is being written got another part.', part),
    event('MessagePartChanged', 'Another part was put in the place of one.', part),
    event(
      'MessagesReplaced',
      'So much of the history changed at once that it is to be fetched again.',
      conversation,
    ),
    event('MessageDeleted', 'A message was deleted.', (t) => ({
      deletedMessageId: t.id({
        description: 'The id that it had.',
        resolve: ({ messageKey }) => encodeId('Message', messageKey as string),
      }),
    })),
    ResyncRequired,
  ],
  resolveType: ({ __typename }) => __typename,
})

export const ConversationListEvent = builder.unionType('ConversationListEvent', {
  description: "What can happen to a list of conversations, and to its owner's spaces.",
  types: [
    event('ConversationCreated', 'A conversation was created.', conversation),
    ConversationChanged,
    event(
      'ConversationLeft',
      'It is no longer in the space that was subscribed to, but lives on.',
      conversation,
    ),
    ConversationDeleted,
    event('SpaceCreated', 'A space was created.', space),
    event('SpaceChanged', 'A space was renamed.', space),
    event('SpaceDeleted', 'A space was deleted, with everything in it.', (t) => ({
      deletedSpaceId: t.id({
        description: 'The id that it had.',
        resolve: ({ spaceKey }) => encodeId('Space', spaceKey as string),
      }),
    })),
    ResyncRequired,
  ],
  resolveType: ({ __typename }) => __typename,
})
