import { mutation } from '../../graphql/mutation.ts'
import { MessagePartInput } from '../content/index.ts'
import { addMessagePart } from './addPart.ts'

mutation('addMessagePart', {
  description:
    'Adds a whole part, such as a tool call, to a message that is STREAMING. A repeat changes nothing and succeeds; anything else than the next place is refused with ConflictError, `current` being the message. Raises no version.',
  input: (t) => ({
    messageId: t.id({ required: true, description: 'The message to add to.' }),
    partIndex: t.int({ required: true, description: 'How many parts are there, after which it goes.' }),
    part: t.field({ type: MessagePartInput, required: true, description: 'What to add.' }),
  }),
  payload: { message: { node: 'Message' } },
  resolve: async (input, session) => ({ message: await addMessagePart(session, input) }),
})
