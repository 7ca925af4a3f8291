import { mutation } from '../../graphql/mutation.ts'
import { declareFile, LOOSE_TIME } from './declare.ts'

mutation('createUpload', {
  description:
    'Declares a file and says where its bytes go: `PUT uploadUrl` with `uploadHeaders`. A file that hangs on no message within a day is removed.',
  input: (t) => ({
    name: t.string({
      required: true,
      description: 'Its name for a person, on one line: 1 to 255 characters.',
    }),
    contentType: t.string({
      required: true,
      description: 'Its media type, such as `image/png`. What the bytes tell comes before it.',
    }),
    size: t.int({ required: true, description: 'How many bytes it has, exactly.' }),
  }),
  payload: {
    file: { node: 'File' },
    uploadUrl: {
      value: 'String',
      description: 'Where to `PUT` the bytes, as they are. Whoever has it needs no token.',
    },
    uploadHeaders: {
      value: 'JSONObject',
      description: 'The headers to send with them: names and values.',
    },
    expiresAt: { value: 'DateTime', description: 'Until when the bytes may begin to come.' },
  },
  resolve: async (input, session) => {
    const { store, urlLifetime } = session.files
    const expiresAt = new Date(Date.now() + Math.min(urlLifetime, LOOSE_TIME))
    const declared = await declareFile(session, input)
    const { url, headers } = await store.uploadTarget(declared, expiresAt)
    return { file: declared.key, uploadUrl: url, uploadHeaders: headers, expiresAt: expiresAt.toISOString() }
  },
})
