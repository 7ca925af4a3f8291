import { useState } from 'react'
import { Conversation } from './Conversation.tsx'
import { Sidebar } from './Sidebar.tsx'

export function App() {
  const [openId, setOpenId] = useState<string | null>(null)
  return (
    <>
      <Sidebar openId={openId} onOpen={setOpenId} />
      <main>{openId ? <Conversation key={openId} id={openId} /> : <p>Choose a conversation.</p>}</main>
    </>
  )
}
