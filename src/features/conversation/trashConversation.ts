import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { trashConversation } from './service.ts'

mutation('trashConversation', {
  description:
    'Out of every list but the trash; restorable, to the state it had, until the retention time has passed.',
  input: target,
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await trashConversation(session, input) }),
})
