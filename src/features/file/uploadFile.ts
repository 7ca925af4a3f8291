import { mutationWithArguments } from '../../graphql/mutation.ts'
import { declareWithBytes } from './declareWithBytes.ts'
import { Upload } from './Upload.ts'

mutationWithArguments('uploadFile', {
  description:
    'Declares a small file and brings its bytes, both at once, for clients of the GraphQL multipart request specification. Of large ones `createUpload` makes less work.',
  args: (arg) => ({
    file: arg({ type: Upload, required: true, description: 'The file, with its name and media type.' }),
  }),
  payload: { file: { node: 'File' } },
  resolve: async ({ file }: { file: File }, session) => ({ file: await declareWithBytes(session, file) }),
})
