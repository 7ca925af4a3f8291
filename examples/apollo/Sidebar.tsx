import { useSidebar } from './useSidebar.ts'

interface Props {
  openId: string | null
  onOpen: (id: string) => void
}

export function Sidebar({ openId, onOpen }: Props) {
  const { conversations, hasMore, loadMore } = useSidebar()
  return (
    <nav
      aria-label="Conversations"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        if (hasMore && scrollHeight - scrollTop - clientHeight < 400) loadMore()
      }}
    >
      <ul>
        {conversations.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === openId ? 'page' : undefined}
              onClick={() => onOpen(id)}
            >
              {title ?? 'Untitled'}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
