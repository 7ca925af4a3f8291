import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { pinConversation } from './service.ts'

mutation('pinConversation', {
  description: 'Pins a conversation. Neither its order nor its updatedAt changes.',
  input: target,
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await pinConversation(session, input) }),
})
