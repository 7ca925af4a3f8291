import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { unpinConversation } from './service.ts'

mutation('unpinConversation', {
  description: 'Takes the pin off a conversation.',
  input: target,
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await unpinConversation(session, input) }),
})
