import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { unarchiveConversation } from './service.ts'

mutation('unarchiveConversation', {
  description: 'Brings an archived conversation back into the lists.',
  input: target,
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await unarchiveConversation(session, input) }),
})
