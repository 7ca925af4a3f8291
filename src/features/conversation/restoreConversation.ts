import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { restoreConversation } from './service.ts'

mutation('restoreConversation', {
  description: 'Takes a conversation out of the trash, to the state it had.',
  input: target,
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await restoreConversation(session, input) }),
})
