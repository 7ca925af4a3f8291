import { useEffect, useRef } from 'react'
import type { MessageItemFragment } from '../../gql/chat/graphql.ts'
import { useAnchoredScroll } from '../hooks/useAnchoredScroll.ts'
import { useNear } from '../hooks/useNear.ts'
import type { OutgoingMessage } from '../outbox.ts'
import { Icon } from './Icon.tsx'
import { Message } from './Message.tsx'
import { PendingMessage } from './PendingMessage.tsx'

interface Props {
  messages: readonly MessageItemFragment[]
  outgoing: OutgoingMessage[]
  hasOlder: boolean
  loadOlder: () => void
}

export function MessageList({ messages, outgoing, hasOlder, loadOlder }: Props) {
  const { scroller, content, isAtEnd, onScroll, scrollToEnd } = useAnchoredScroll<HTMLDivElement>()
  const top = useRef<HTMLDivElement>(null)
  useNear(top, hasOlder, loadOlder)
  const newest = outgoing.at(-1)?.id
  // Whoever writes wants to see it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each message that is sent
  useEffect(() => {
    if (newest) scrollToEnd()
  }, [newest])
  const arrived = new Set(messages.map(({ id }) => id))
  const isStreaming = messages.at(-1)?.status === 'STREAMING'
  return (
    <div className="history">
      {/* What is being written is read out when it is whole, not word by word. */}
      <div
        className="history-scroll"
        ref={scroller}
        onScroll={onScroll}
        data-scrolls
        // What scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-live="polite"
        aria-busy={isStreaming}
      >
        <div ref={top} />
        {hasOlder && <p className="history-older">Older messages…</p>}
        <ol ref={content}>
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
          {outgoing
            .filter(({ id }) => !arrived.has(id))
            .map((message) => (
              <PendingMessage key={message.id} message={message} />
            ))}
        </ol>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          className="icon-button to-end"
          aria-label="To the newest message"
          onClick={scrollToEnd}
        >
          <Icon name="down" />
        </button>
      )}
    </div>
  )
}
