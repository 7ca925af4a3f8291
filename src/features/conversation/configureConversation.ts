import { mutation } from '../../graphql/mutation.ts'
import { target } from './inputs.ts'
import { configureConversation } from './service.ts'

mutation('configureConversation', {
  description: 'Sets agentId, mode or metadata; a field left out stays, null clears it.',
  input: (t) => ({
    ...target(t),
    agentId: t.string({ description: 'The assistant behind it, 1 to 255 characters.' }),
    mode: t.string({ description: 'How the assistant is run, 1 to 255 characters.' }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Anything to keep with it, at most 16 KiB as JSON; replaced whole.',
    }),
  }),
  payload: { conversation: { node: 'Conversation' } },
  resolve: async (input, session) => ({ conversation: await configureConversation(session, input) }),
})
