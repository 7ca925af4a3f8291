import { mutation } from '../../graphql/mutation.ts'
import { MessageStatus } from '../content/index.ts'
import { finishMessage } from './finish.ts'

mutation('finishMessage', {
  description:
    'Ends a message that is STREAMING. The same status again changes nothing; another one is ConflictError, `current` being the message.',
  input: (t) => ({
    messageId: t.id({ required: true, description: 'The message to end.' }),
    status: t.field({ type: MessageStatus, description: 'COMPLETE when left out; not STREAMING.' }),
    metadata: t.field({
      type: 'JSONObject',
      description:
        'What to keep with it from now on, at most 16 KiB as JSON; stays when left out, null clears it.',
    }),
  }),
  payload: { message: { node: 'Message' } },
  resolve: async (input, session) => ({ message: await finishMessage(session, input) }),
})
