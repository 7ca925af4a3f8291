import { builder } from '../../graphql/builder.ts'
import { queryById } from '../../graphql/byId.ts'
import { connectionOf } from '../../graphql/connection.ts'
import { Node, nodeId } from '../../graphql/node.ts'
import { columns, type PlannedType } from '../../graphql/plan/declare.ts'
import type { File as FileRow } from '../../platform/db/generated/client.ts'
import { urlExpiry } from '../../platform/storage/expiry.ts'
import type { FileAccess, KeptBytes } from '../../platform/storage/store.ts'
import { keptFile, keptPreview, ofFile, ofPreview } from './kept.ts'
import { fileVisibleTo } from './visibleTo.ts'

const planned: PlannedType<FileRow> = { table: 'files', visibleTo: fileVisibleTo }

export const File = builder.prismaObject('File', {
  description: 'A file that is attached to a message, or uploaded to be.',
  interfaces: [Node],
  extensions: { planned },
  fields: (t) => ({
    id: t.id(nodeId('File')),
    name: t.exposeString('name', { description: 'Its name for a person, as the client gave it.' }),
    contentType: t.exposeString('contentType', {
      description: 'Media type, as found in the bytes where they tell, else as declared.',
    }),
    size: t.exposeInt('size', { description: 'Bytes.' }),
    storagePath: t.exposeString('storagePath', {
      description: 'Where it is kept in the store, for operators; no one can fetch with it.',
    }),
    isUploaded: t.exposeBoolean('isUploaded', {
      description: 'Whether its bytes have arrived and been checked.',
    }),
    url: t.string({
      nullable: true,
      description:
        'Where to fetch it, without a token: signed and short-lived, the same for some minutes so that caches hold; null until it is uploaded.',
      ...columns<FileRow>(...ofFile),
      resolve: (file, _args, { files }) => urlOf(keptFile(file), files),
    }),
    urlExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when `url` and `previewUrl` can be fetched; null until it is uploaded.',
      ...columns<FileRow>('isUploaded'),
      resolve: ({ isUploaded }, _args, { files }) =>
        isUploaded ? urlExpiry(files.urlLifetime).toISOString() : null,
    }),
    previewUrl: t.string({
      nullable: true,
      description:
        'Where to fetch a thumbnail of an image, a WebP of at most 512 by 512 pixels, likewise signed and short-lived; null where there is none, or not yet: MessageChanged tells when it came.',
      ...columns<FileRow>(...ofPreview),
      resolve: (file, _args, { files }) => urlOf(keptPreview(file), files),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was declared.' }),
  }),
})

const urlOf = (kept: KeptBytes | null, { store, urlLifetime }: FileAccess) =>
  kept && store.downloadUrl(kept, urlExpiry(urlLifetime))

export const FileConnection = connectionOf(File, 'File')

queryById('File', File)
