import { mutation } from '../../graphql/mutation.ts'
import { expectedVersion } from '../conversation/index.ts'
import { deleteMessage } from './delete.ts'

mutation('deleteMessage', {
  description: 'Deletes a message for good, with its files.',
  input: (t) => ({
    messageId: t.id({ required: true, description: 'The message to delete.' }),
    expectedVersion: expectedVersion(t),
  }),
  payload: { deletedMessageId: { deleted: 'Message' }, conversation: { node: 'Conversation' } },
  resolve: (input, session) => deleteMessage(session, input),
})
