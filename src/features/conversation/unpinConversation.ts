import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { unpinConversation } from './service.ts'

mutation('unpinConversation', {
  description: 'Unpins a conversation. Neither its order nor its updatedAt changes.',
  input: target,
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await unpinConversation(session, input) }),
})
