import { useState } from 'react'
import type { SpaceItemFragment } from '../../gql/chat/graphql.ts'
import { route } from '../route.ts'
import { ConversationList } from './ConversationList.tsx'
import { Icon } from './Icon.tsx'
import { SpacePicker } from './SpacePicker.tsx'

interface Props {
  spaces: SpaceItemFragment[]
  space: SpaceItemFragment | undefined
  onSpace: (id: string | null) => void
  openId: string | null
}

export function Sidebar({ spaces, space, onSpace, openId }: Props) {
  const [isArchive, setIsArchive] = useState(false)
  const spaceId = space?.id
  return (
    <nav className="sidebar" aria-label="Conversations">
      <header className="sidebar-head">
        <h1 className="wordmark">
          <a href="#/">Tertulia</a>
        </h1>
        <button
          type="button"
          className="icon-button accent"
          aria-label="New conversation"
          title="New conversation"
          onClick={route.begin}
        >
          <Icon name="add" />
        </button>
      </header>
      <SpacePicker spaces={spaces} space={space} onSpace={onSpace} />
      <div className="sidebar-lists" data-scrolls>
        {isArchive ? (
          <ConversationList
            key="archive"
            title="Archive"
            filter={{ spaceId, states: ['ARCHIVED'] }}
            openId={openId}
            empty="Nothing is archived here."
          />
        ) : (
          <>
            <ConversationList title="Pinned" filter={{ spaceId, isPinned: true }} openId={openId} />
            <ConversationList
              filter={{ spaceId, isPinned: false }}
              openId={openId}
              empty="No conversations yet. Begin one with +."
            />
          </>
        )}
      </div>
      <footer className="sidebar-foot">
        <button
          type="button"
          className="button quiet"
          aria-pressed={isArchive}
          onClick={() => setIsArchive(!isArchive)}
        >
          <Icon name="archive" />
          Archive
        </button>
      </footer>
    </nav>
  )
}
