import { mutation } from '../../graphql/mutation.ts'
import { deleteSpace } from './service.ts'

mutation('deleteSpace', {
  description: 'Deletes a space for good, with everything in it. The default space cannot be deleted.',
  input: (t) => ({ spaceId: t.id({ required: true, description: 'The space to delete.' }) }),
  payload: { deletedSpaceId: { deleted: 'Space' } },
  resolve: async (input, session) => ({ deletedSpaceId: await deleteSpace(session, input) }),
})
