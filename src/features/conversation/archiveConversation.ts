import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { archiveConversation } from './service.ts'

mutation('archiveConversation', {
  description: 'Takes a conversation out of the lists, but keeps it as it is.',
  input: target,
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await archiveConversation(session, input) }),
})
