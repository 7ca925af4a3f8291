import { Composer } from './Composer.tsx'
import { useConversation } from './useConversation.ts'

export function Conversation({ id }: { id: string }) {
  const { title, messages, hasOlder, loadOlder } = useConversation(id)
  return (
    <>
      <h1>{title ?? 'Untitled'}</h1>
      <div className="history">
        {hasOlder && (
          <button type="button" onClick={loadOlder}>
            Older messages
          </button>
        )}
        <ol role="log" aria-label="Messages" aria-busy={messages.at(-1)?.status === 'STREAMING'}>
          {messages.map(({ id, role, status, parts }) => (
            <li key={id} data-role={role} data-status={status}>
              {parts.map((part, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
                <p key={index}>{'text' in part && part.text}</p>
              ))}
            </li>
          ))}
        </ol>
      </div>
      <Composer conversationId={id} />
    </>
  )
}
