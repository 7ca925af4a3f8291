import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { deleteConversation } from './service.ts'

mutation('deleteConversation', {
  description: 'Deletes a conversation for good, with its messages and files, whatever its state.',
  input: target,
  payload: { deletedConversationId: { deleted: 'Conversation' } },
  resolve: async (input, session) => ({ deletedConversationId: await deleteConversation(session, input) }),
})
