import { mutation } from '../../graphql/mutation.ts'
import { MessagePartInput } from '../content/index.ts'
import { updateMessagePart } from './updatePart.ts'

mutation('updateMessagePart', {
  description:
    "Puts another part in a part's place (a tool call's new state), also after the message is finished. Raises no version, and does not mark the message as edited.",
  input: (t) => ({
    messageId: t.id({ required: true, description: 'The message to change.' }),
    partIndex: t.int({
      required: true,
      description: 'Which of its parts, counted from 0; ConflictError where there is none.',
    }),
    part: t.field({ type: MessagePartInput, required: true, description: 'What to put in its place.' }),
  }),
  payload: { message: { node: 'Message' } },
  resolve: async (input, session) => ({ message: await updateMessagePart(session, input) }),
})
