import { memo } from 'react'
import type { ConversationItemFragment } from '../../gql/chat/graphql.ts'
import { titleOf } from '../titleOf.ts'
import { useConversationMenu } from './ConversationActions.tsx'
import { Icon } from './Icon.tsx'

interface Props {
  conversation: ConversationItemFragment
  isOpen: boolean
}

export const ConversationRow = memo(function ConversationRow({ conversation, isOpen }: Props) {
  const openMenu = useConversationMenu()
  const title = titleOf(conversation)
  return (
    <li className="row">
      <a href={`#/${conversation.id}`} aria-current={isOpen ? 'page' : undefined}>
        <span className="row-title">{title}</span>
        {conversation.lastMessage?.status === 'STREAMING' && (
          <span className="row-streaming" role="img" aria-label="An answer is being written" />
        )}
      </a>
      <button
        type="button"
        className="icon-button row-menu"
        aria-haspopup="menu"
        aria-label={`Options for “${title}”`}
        onClick={({ currentTarget }) => openMenu(conversation, currentTarget)}
      >
        <Icon name="more" />
      </button>
    </li>
  )
})
