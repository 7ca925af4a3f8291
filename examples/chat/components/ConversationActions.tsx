import { createContext, type ReactNode, use, useCallback, useState } from 'react'
import type { ConversationItemFragment, SpaceItemFragment } from '../../gql/chat/graphql.ts'
import { useAction } from '../hooks/useAction.ts'
import { ARCHIVE, DELETE, MOVE, PIN, RENAME, UNARCHIVE, UNPIN } from '../operations.ts'
import { titleOf } from '../titleOf.ts'
import { Dialog } from './Dialog.tsx'
import { Menu } from './Menu.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { NameDialog } from './NameDialog.tsx'

type OpenMenu = (conversation: ConversationItemFragment, button: HTMLElement) => void

const MenuContext = createContext<OpenMenu>(() => {})

/** Opens the menu of what can be done with a conversation, at the button that was used. */
export const useConversationMenu = () => use(MenuContext)

interface State {
  conversation: ConversationItemFragment
  button: HTMLElement
  open: 'menu' | 'rename' | 'move' | 'delete'
}

export function ConversationActions({
  spaces,
  children,
}: {
  spaces: SpaceItemFragment[]
  children: ReactNode
}) {
  const act = useAction()
  const [state, setState] = useState<State | null>(null)
  const openMenu = useCallback<OpenMenu>(
    (conversation, button) => setState({ conversation, button, open: 'menu' }),
    [],
  )
  const close = () => setState(null)
  return (
    <MenuContext value={openMenu}>
      {children}
      {state && render(state)}
    </MenuContext>
  )

  function render({ conversation, button, open }: State) {
    const { id, isPinned, state } = conversation
    const isArchived = state === 'ARCHIVED'
    const go = (next: State['open']) => () => setState({ conversation, button, open: next })
    switch (open) {
      case 'menu':
        return (
          <Menu
            label={`What to do with “${titleOf(conversation)}”`}
            anchor={button}
            onClose={close}
            items={[
              {
                icon: 'pin',
                label: isPinned ? 'Unpin' : 'Pin',
                act: () => act(isPinned ? UNPIN : PIN, { id }),
              },
              { icon: 'rename', label: 'Rename…', act: go('rename') },
              { icon: 'folder', label: 'Move…', act: go('move') },
              {
                icon: 'archive',
                label: isArchived ? 'Bring back' : 'Archive',
                act: () => act(isArchived ? UNARCHIVE : ARCHIVE, { id }),
              },
              { icon: 'delete', label: 'Delete…', act: go('delete'), isDangerous: true },
            ]}
          />
        )
      case 'rename':
        return (
          <NameDialog
            title="Rename conversation"
            label="Title"
            action="Rename"
            name={conversation.title ?? ''}
            onName={(title) => act(RENAME, { id, title })}
            onClose={close}
          />
        )
      case 'move':
        return (
          <MoveDialog
            conversation={conversation}
            spaces={spaces}
            onMove={(spaceId) => act(MOVE, { id, spaceId })}
            onClose={close}
          />
        )
      case 'delete':
        return (
          <Dialog
            title="Delete conversation?"
            action="Delete"
            isDangerous
            onSubmit={() => act(DELETE, { id })}
            onClose={close}
          >
            <p>“{titleOf(conversation)}” and all that was said in it will be gone for good.</p>
          </Dialog>
        )
    }
  }
}
