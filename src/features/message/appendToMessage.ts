import { mutation } from '../../graphql/mutation.ts'
import { appendToMessage } from './append.ts'

mutation('appendToMessage', {
  description:
    'Adds text to a message that is STREAMING, and answers when it is durable. A repeat changes nothing and succeeds; text that leaves a gap or differs from what is there is refused with ConflictError, `current` being the message. Raises no version.',
  input: (t) => ({
    messageId: t.id({ required: true, description: 'The message to add to.' }),
    partIndex: t.int({
      required: true,
      description: 'A text or reasoning part, counted from 0; the number of parts opens a new text part.',
    }),
    offset: t.int({
      required: true,
      description: "How many UTF-16 code units of the part's text have been acknowledged.",
    }),
    text: t.string({ required: true, description: 'The text that follows.' }),
  }),
  payload: { message: { node: 'Message' } },
  resolve: async (input, session) => ({ message: await appendToMessage(session, input) }),
})
