import { useState } from 'react'
import type { SpaceItemFragment } from '../../gql/chat/graphql.ts'
import { useAction } from '../hooks/useAction.ts'
import { newId } from '../ids.ts'
import { CREATE_SPACE } from '../operations.ts'
import { Icon } from './Icon.tsx'
import { NameDialog } from './NameDialog.tsx'

interface Props {
  spaces: SpaceItemFragment[]
  space: SpaceItemFragment | undefined
  onSpace: (id: string | null) => void
}

export function SpacePicker({ spaces, space, onSpace }: Props) {
  const act = useAction()
  const [isNaming, setIsNaming] = useState(false)

  async function create(name: string) {
    const id = newId('space')
    await act(CREATE_SPACE, { id, name })
    onSpace(id)
  }

  return (
    <div className="space-picker">
      <Icon name="folder" />
      <select
        aria-label="Space"
        value={space?.id ?? ''}
        onChange={({ target }) => onSpace(target.value || null)}
      >
        <option value="">All spaces</option>
        {spaces.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="icon-button"
        aria-label="New space"
        title="New space"
        onClick={() => setIsNaming(true)}
      >
        <Icon name="add" />
      </button>
      {isNaming && (
        <NameDialog
          title="New space"
          label="Name"
          action="Create"
          name=""
          onName={create}
          onClose={() => setIsNaming(false)}
        />
      )}
    </div>
  )
}
