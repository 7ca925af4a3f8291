import type { File } from '../../platform/db/generated/client.ts'
import type { KeptBytes } from '../../platform/storage/store.ts'

/** What there is to fetch of a file: the columns that tell, and what they come to. Null where there is nothing. */

export const ofFile = ['isUploaded', 'storagePath', 'name', 'contentType'] as const

export const keptFile = ({
  id: key,
  isUploaded,
  storagePath: path,
  name,
  contentType,
}: Pick<File, 'id' | (typeof ofFile)[number]>): KeptBytes | null =>
  isUploaded ? { key, kind: 'file', path, name, contentType } : null

export const ofPreview = ['previewPath', 'name'] as const

export const keptPreview = ({
  id: key,
  previewPath: path,
  name,
}: Pick<File, 'id' | (typeof ofPreview)[number]>): KeptBytes | null =>
  path === null ? null : { key, kind: 'preview', path, name: `${name}.webp`, contentType: 'image/webp' }
