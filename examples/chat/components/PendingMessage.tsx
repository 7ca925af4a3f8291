import { useIsConnected } from '../hooks/useIsConnected.ts'
import { type OutgoingMessage, outbox } from '../outbox.ts'
import { Icon } from './Icon.tsx'

/** A message that the server does not have yet. */
export function PendingMessage({ message }: { message: OutgoingMessage }) {
  const isConnected = useIsConnected()
  const { content, files, refusal } = message
  return (
    <li
      className="message"
      data-role="USER"
      data-status={refusal ? 'REFUSED' : 'PENDING'}
      data-id={message.id}
    >
      <p className="speaker">You</p>
      {files.length > 0 && (
        <ul className="files">
          {files.map(({ id, name }) => (
            <li key={id} className="file">
              <span className="file-picture">
                <Icon name="file" />
              </span>
              <span className="file-name">{name}</span>
            </li>
          ))}
        </ul>
      )}
      {content && (
        <div className="body">
          <div className="text">{content}</div>
        </div>
      )}
      {refusal ? (
        <p className="ending">
          Not sent: {refusal}{' '}
          <button type="button" className="link" onClick={() => outbox.drop(message)}>
            Discard
          </button>
        </p>
      ) : (
        <p className="ending">{isConnected ? 'Sending…' : 'Waiting for the connection'}</p>
      )}
    </li>
  )
}
