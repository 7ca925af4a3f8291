import { memo } from 'react'
import type { MessageItemFragment } from '../../gql/chat/graphql.ts'
import { FileCard } from './FileCard.tsx'
import { Part } from './Part.tsx'

const speakers = {
  USER: 'You',
  ASSISTANT: 'Assistant',
  SYSTEM: 'System',
  DEVELOPER: 'Developer',
  TOOL: 'Tool',
}

const endings = { CANCELLED: 'Stopped.', FAILED: 'The answer broke off.' } as const

export const Message = memo(function Message({ message }: { message: MessageItemFragment }) {
  const { role, status, parts, files } = message
  const inParts = new Set(parts.map((part) => part.__typename === 'FilePart' && part.file?.id))
  const attached = files.filter(({ id }) => !inParts.has(id))
  const isWaiting = status === 'STREAMING' && parts.length === 0
  return (
    <li className="message" data-role={role} data-status={status} data-id={message.id}>
      <p className="speaker">{speakers[role]}</p>
      {attached.length > 0 && (
        <ul className="files">
          {attached.map((file) => (
            <li key={file.id}>
              <FileCard file={file} />
            </li>
          ))}
        </ul>
      )}
      {(parts.length > 0 || isWaiting) && (
        <div className="body">
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
            <Part key={index} part={part} />
          ))}
          {isWaiting && <span className="dots" role="img" aria-label="Thinking" />}
        </div>
      )}
      {status in endings && <p className="ending">{endings[status as keyof typeof endings]}</p>}
    </li>
  )
})
