import type { FileItemFragment } from '../../gql/chat/graphql.ts'
import { useFresh } from '../hooks/useFresh.ts'
import { sizeOf } from '../sizeOf.ts'
import { Icon } from './Icon.tsx'

/** A file of a message: a picture as its thumbnail, once that is made. */
export function FileCard({ file }: { file: FileItemFragment }) {
  useFresh(file)
  const { name, contentType, size, url, previewUrl } = file
  return (
    <a className="file" href={url ?? undefined} target="_blank" rel="noreferrer">
      {previewUrl ? (
        <img className="file-picture" src={previewUrl} alt={name} />
      ) : (
        <span className="file-picture" data-making={contentType.startsWith('image/')}>
          <Icon name="file" />
        </span>
      )}
      <span className="file-name">{name}</span>
      <span className="file-size">{sizeOf(size)}</span>
    </a>
  )
}
