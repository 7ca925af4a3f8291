import { useCallback, useState } from 'react'
import { Notify } from '../hooks/useAction.ts'
import { useConversationId } from '../hooks/useConversationId.ts'
import { useIsConnected } from '../hooks/useIsConnected.ts'
import { useViewer } from '../hooks/useViewer.ts'
import { ConversationActions } from './ConversationActions.tsx'
import { ConversationPane } from './ConversationPane.tsx'
import { Sidebar } from './Sidebar.tsx'
import { Toast } from './Toast.tsx'
import { Welcome } from './Welcome.tsx'

export function App() {
  const viewer = useViewer()
  const conversationId = useConversationId()
  const isConnected = useIsConnected()
  const [spaceId, setSpaceId] = useState<string | null>(null)
  const [notice, setNotice] = useState('')
  const spaces = viewer?.spaces.nodes ?? []
  const space = spaces.find(({ id }) => id === spaceId)
  return (
    <Notify value={useCallback(setNotice, [])}>
      <div role="status">
        {!isConnected && (
          <p className="offline">Offline. What you write is kept, and sent when you are back.</p>
        )}
      </div>
      <main className="app" data-open={conversationId ? 'conversation' : 'sidebar'}>
        <ConversationActions spaces={spaces}>
          {/* Lists are read once it is known from where on their events tell. */}
          {viewer && <Sidebar spaces={spaces} space={space} onSpace={setSpaceId} openId={conversationId} />}
          <div className="stage">
            {conversationId ? (
              <ConversationPane key={conversationId} id={conversationId} space={space} />
            ) : (
              <Welcome name={viewer?.viewer.name} />
            )}
          </div>
        </ConversationActions>
      </main>
      <div className="notices" role="status">
        {notice && <Toast text={notice} onDone={() => setNotice('')} />}
      </div>
    </Notify>
  )
}
