import { mutation } from '../../graphql/mutation.ts'
import { MessageStatus, newMessageInputFields } from '../content/index.ts'
import { expectedVersion } from '../conversation/index.ts'
import { addMessage } from './add.ts'

mutation('addMessage', {
  description:
    'Adds a message at the end of a conversation. With an `id` or `externalId` that is there already, answers with that message as it is.',
  input: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation to add it to.' }),
    ...newMessageInputFields(t),
    status: t.field({
      type: MessageStatus,
      description: 'COMPLETE when left out; STREAMING opens one to append to.',
    }),
    expectedVersion: expectedVersion(t),
  }),
  payload: { message: { node: 'Message' } },
  resolve: async (input, session, read) => ({
    message: await addMessage(session, input, (message, query) => read({ message }, query)),
  }),
})
