import { mutation } from '../../graphql/mutation.ts'
import { contentInputFields } from '../content/index.ts'
import { expectedVersion } from '../conversation/index.ts'
import { editMessage } from './edit.ts'

mutation('editMessage', {
  description:
    'Changes what a message is made of; a field left out stays. Marks it as edited when content or parts change. ConflictError while it is STREAMING.',
  input: (t) => ({
    messageId: t.id({ required: true, description: 'The message to change.' }),
    ...contentInputFields(t),
    expectedVersion: expectedVersion(t),
  }),
  payload: { message: { node: 'Message' } },
  resolve: async (input, session) => ({ message: await editMessage(session, input) }),
})
