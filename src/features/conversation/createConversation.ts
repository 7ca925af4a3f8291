import { mutation } from '../../graphql/mutation.ts'
import { NewMessageInput } from '../content/index.ts'
import { createConversation } from './create.ts'

mutation('createConversation', {
  description:
    'Creates a conversation, with its messages if given, all or nothing. With an `id` or `externalId` that is there already, answers with that conversation as it is.',
  input: (t) => ({
    id: t.id({
      description: 'An id of your choice, `conv_` and a UUID in base 32; made here when left out.',
    }),
    externalId: t.string({
      description: 'Your own name for it, 1 to 255 characters, unique among your conversations.',
    }),
    spaceId: t.id({ description: 'The space to put it in; your default one when left out.' }),
    title: t.string({ description: '1 to 255 characters on one line; trimmed. Untitled when left out.' }),
    isPinned: t.boolean({ description: 'Whether to pin it; false when left out.' }),
    agentId: t.string({ description: 'The assistant behind it, 1 to 255 characters.' }),
    mode: t.string({ description: 'How the assistant is run, 1 to 255 characters.' }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Anything to keep with it, at most 16 KiB as JSON.',
    }),
    messages: t.field({ type: [NewMessageInput], description: 'Its messages, oldest first, at most 2,000.' }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'For a conversation that began elsewhere, not in the future; now, when left out.',
    }),
  }),
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await createConversation(session, input) }),
})
