import { mutation } from '../../graphql/mutation.ts'
import { createSpace } from './service.ts'

mutation('createSpace', {
  description:
    'Creates a space. With an `id` or `externalId` that is there already, answers with that space as it is.',
  input: (t) => ({
    id: t.id({
      description: 'An id of your choice, `space_` and a UUID in base 32; made here when left out.',
    }),
    externalId: t.string({
      description: 'Your own name for it, 1 to 255 characters, unique among your spaces.',
    }),
    name: t.string({ required: true, description: 'At most 255 characters on one line; trimmed.' }),
  }),
  payload: { space: { node: 'Space' } },
  resolve: async (input, session) => ({ space: await createSpace(session, input) }),
})
