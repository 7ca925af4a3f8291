import type { Upload } from '../hooks/useUploads.ts'
import { Icon } from './Icon.tsx'

interface Props {
  upload: Upload
  onRetry: () => void
  onRemove: () => void
}

/** A file that will go with the message. */
export function UploadChip({ upload: { file, preview, state, detail }, onRetry, onRemove }: Props) {
  return (
    <li className="chip" data-state={state}>
      {preview ? <img src={preview} alt="" /> : <Icon name="file" />}
      <span className="chip-name">{file.name}</span>
      {state === 'uploading' && <span className="spinner" role="img" aria-label="Uploading" />}
      {state === 'failed' && (
        <button type="button" className="link" title={detail} onClick={onRetry}>
          Try again
        </button>
      )}
      <button
        type="button"
        className="icon-button small"
        aria-label={`Remove ${file.name}`}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  )
}
