import { builder } from '../../graphql/builder.ts'
import { queryById } from '../../graphql/byId.ts'
import { connectionOf } from '../../graphql/connection.ts'
import { Node, nodeId } from '../../graphql/node.ts'
import type { PlannedType } from '../../graphql/plan/declare.ts'
import type { File as FileRow } from '../../platform/db/generated/client.ts'
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
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was declared.' }),
  }),
})

export const FileConnection = connectionOf(File, 'File')

queryById('File', File)
