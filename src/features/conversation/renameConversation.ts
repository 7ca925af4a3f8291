import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { renameConversation } from './service.ts'

mutation('renameConversation', {
  description: 'Gives a conversation a title.',
  input: (t) => ({
    ...target(t),
    title: t.string({ required: true, description: '1 to 255 characters on one line; trimmed.' }),
  }),
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await renameConversation(session, input) }),
})
