import { use, useEffect, useRef } from 'react'
import type { SpaceItemFragment } from '../../gql/chat/graphql.ts'
import { Notify } from '../hooks/useAction.ts'
import { useConversation } from '../hooks/useConversation.ts'
import { useFileDrop } from '../hooks/useFileDrop.ts'
import { useOutgoing } from '../hooks/useOutgoing.ts'
import { useUploads } from '../hooks/useUploads.ts'
import { route } from '../route.ts'
import { titleOf } from '../titleOf.ts'
import { Composer } from './Composer.tsx'
import { useConversationMenu } from './ConversationActions.tsx'
import { Icon } from './Icon.tsx'
import { MessageList } from './MessageList.tsx'

interface Props {
  id: string
  /** Where it goes if it is only just beginning. */
  space: SpaceItemFragment | undefined
}

export function ConversationPane({ id, space }: Props) {
  const { conversation, isMissing, hasOlder, loadOlder } = useConversation(id)
  const outgoing = useOutgoing(id)
  const uploads = useUploads()
  const { isOver, dropTarget } = useFileDrop(uploads.add)
  const openMenu = useConversationMenu()
  const notify = use(Notify)
  const wasThere = useRef(false)
  if (conversation) wasThere.current = true

  useEffect(() => {
    if (!isMissing || !wasThere.current) return
    notify('This conversation was deleted.')
    route.close()
  }, [isMissing, notify])

  const isNew = !conversation && (isMissing || route.isBegun(id)) && outgoing.length === 0
  const title = conversation ? titleOf(conversation) : (outgoing[0]?.begins?.title ?? 'New conversation')
  return (
    <div className="pane" {...dropTarget}>
      <header className="pane-head">
        <a className="icon-button back" href="#/" aria-label="All conversations">
          <Icon name="back" />
        </a>
        <h1>{title}</h1>
        {conversation?.isPinned && <Icon name="pin" />}
        {conversation && (
          <button
            type="button"
            className="icon-button"
            aria-haspopup="menu"
            aria-label="Options for this conversation"
            onClick={({ currentTarget }) => openMenu(conversation, currentTarget)}
          >
            <Icon name="more" />
          </button>
        )}
      </header>
      {isNew ? (
        <div className="welcome">
          <h2>What shall we talk about?</h2>
          <p>Files can be dropped anywhere here.</p>
        </div>
      ) : (
        <MessageList
          messages={conversation?.messages.nodes ?? []}
          outgoing={outgoing}
          hasOlder={hasOlder}
          loadOlder={loadOlder}
        />
      )}
      <Composer
        conversationId={id}
        begins={isNew ? { spaceId: space?.id ?? null } : null}
        answerId={conversation?.messages.nodes.findLast(({ status }) => status === 'STREAMING')?.id}
        uploads={uploads}
      />
      {isOver && (
        <div className="drop-here" aria-hidden="true">
          Drop files to attach them
        </div>
      )}
    </div>
  )
}
