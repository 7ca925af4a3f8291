import { mutation } from '../../graphql/mutation.ts'
import { renameSpace } from './service.ts'

mutation('renameSpace', {
  description: 'Gives a space another name.',
  input: (t) => ({
    spaceId: t.id({ required: true, description: 'The space to rename.' }),
    name: t.string({ required: true, description: 'At most 255 characters on one line; trimmed.' }),
  }),
  payload: { space: { node: 'Space' } },
  resolve: async (input, session) => ({ space: await renameSpace(session, input) }),
})
