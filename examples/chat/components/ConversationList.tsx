import { type KeyboardEvent, useId, useRef } from 'react'
import type { ConversationFilter, ConversationItemFragment } from '../../gql/chat/graphql.ts'
import { dayOf } from '../dayOf.ts'
import { useConversations } from '../hooks/useConversations.ts'
import { useNear } from '../hooks/useNear.ts'
import { ConversationRow } from './ConversationRow.tsx'

interface Props {
  /** Its heading; the days, where there is none. */
  title?: string
  filter: ConversationFilter
  openId: string | null
  /** What to say when there is nothing; nothing, where left out. */
  empty?: string
}

export function ConversationList({ title, filter, openId, empty }: Props) {
  const { conversations, isRead, hasMore, loadMore } = useConversations(filter)
  const end = useRef<HTMLDivElement>(null)
  useNear(end, hasMore, loadMore)
  const groups = title ? [[title, conversations] as const] : byDay(conversations)
  if (isRead && conversations.length === 0) return empty && <p className="list-empty">{empty}</p>
  return (
    <div className="list">
      {groups.map(([heading, members]) => (
        <Group key={heading} heading={heading} conversations={members} openId={openId} />
      ))}
      <div ref={end} />
    </div>
  )
}

function Group({
  heading,
  conversations,
  openId,
}: {
  heading: string
  conversations: readonly ConversationItemFragment[]
  openId: string | null
}) {
  const headingId = useId()
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>{heading}</h2>
      {/* Arrows are a short cut past the buttons between the links. */}
      <ul onKeyDown={moveFocus}>
        {conversations.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            isOpen={conversation.id === openId}
          />
        ))}
      </ul>
    </section>
  )
}

function byDay(conversations: readonly ConversationItemFragment[]) {
  const days = new Map<string, ConversationItemFragment[]>()
  for (const conversation of conversations) {
    const day = dayOf(new Date(conversation.lastMessageAt ?? conversation.createdAt))
    days.set(day, [...(days.get(day) ?? []), conversation])
  }
  return [...days]
}

/** With the arrow keys from link to link, also from one day to the next. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const links = [...(event.currentTarget.closest('nav')?.querySelectorAll<HTMLElement>('li a') ?? [])]
  const row = (event.target as HTMLElement).closest('li')
  const at = links.findIndex((link) => row?.contains(link))
  links[at + step]?.focus()
  event.preventDefault()
}
