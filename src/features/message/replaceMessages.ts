import { mutation } from '../../graphql/mutation.ts'
import { NewMessageInput } from '../content/index.ts'
import { expectedVersion } from '../conversation/index.ts'
import { replaceMessages } from './replace.ts'

mutation('replaceMessages', {
  description:
    'Puts a whole history in the place of the stored one, all or nothing, for clients that keep it themselves. A message of an id, externalId or, without these, of the same role and content at the same place stays the same message; unchanged ones are not touched. ConflictError while a stored message is STREAMING.',
  input: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation to change.' }),
    title: t.string({ description: 'A new title, 1 to 255 characters; stays when left out.' }),
    isPinned: t.boolean({ description: 'Pinned or not; stays when left out.' }),
    messages: t.field({
      type: [NewMessageInput],
      required: true,
      description: 'The whole history, oldest first, at most 2,000.',
    }),
    expectedVersion: expectedVersion(t),
  }),
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await replaceMessages(session, input) }),
})
