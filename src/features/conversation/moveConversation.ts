import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { moveConversation } from './service.ts'

mutation('moveConversation', {
  description: 'Moves a conversation to another space.',
  input: (t) => ({
    ...target(t),
    spaceId: t.id({ required: true, description: 'The space to move it to.' }),
  }),
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await moveConversation(session, input) }),
})
