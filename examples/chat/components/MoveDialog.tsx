import type { ConversationItemFragment, SpaceItemFragment } from '../../gql/chat/graphql.ts'
import { Dialog } from './Dialog.tsx'

interface Props {
  conversation: ConversationItemFragment
  spaces: SpaceItemFragment[]
  onMove: (spaceId: string) => void
  onClose: () => void
}

export function MoveDialog({ conversation, spaces, onMove, onClose }: Props) {
  return (
    <Dialog
      title="Move conversation"
      action="Move"
      onSubmit={(form) => onMove(String(form.get('space')))}
      onClose={onClose}
    >
      <label className="field">
        To the space
        <select name="space" defaultValue={conversation.space.id}>
          {spaces.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </Dialog>
  )
}
