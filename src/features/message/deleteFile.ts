import { mutation } from '../../graphql/mutation.ts'
import { removeFile } from './removeFile.ts'

mutation('deleteFile', {
  description: 'Deletes a file for good, with its bytes. The message that it hung on stays, without it.',
  input: (t) => ({ fileId: t.id({ required: true, description: 'The file to delete.' }) }),
  payload: { deletedFileId: { deleted: 'File' }, message: { node: 'Message', nullable: true } },
  resolve: (input, session) => removeFile(session, input),
})
