import { upload } from '../features/file/uploads.ts'
import { addMessage, createConversation, createSpace } from '../features/fixtures.ts'
import type { Client } from '../support/client.ts'

/** Ids of something of each type that a user has, and how their lists may be gone on with. */
export interface Belongings {
  ids: string[]
  cursors: string[]
}

const CURSORS = `query ($id: ID!) {
  viewer { id conversationListCursor }
  spaces { pageInfo { endCursor } }
  conversations { pageInfo { endCursor } }
  conversation(id: $id) { eventCursor messages { edges { cursor } } attachedFiles { edges { cursor } } }
}`

export async function belongingsOf(user: Client): Promise<Belongings> {
  const { id: spaceId } = await createSpace(user)
  const [loose, attached] = [await upload(user, 'loose'), await upload(user, 'attached')]
  const { id } = await createConversation(user, { spaceId, title: 'Mine' })
  const { id: other } = await createConversation(user, { messages: [{ role: 'USER', content: 'Hello' }] })
  const parts = [{ text: { text: 'Hello' } }, { data: { name: 'thing', data: { a: 1 } } }]
  const message = await addMessage(user, { conversationId: id, content: null, parts, fileIds: [attached.id] })
  const streaming = await addMessage(user, { conversationId: id, content: null, status: 'STREAMING' })
  const answer = await user.data(CURSORS, { id })
  const ids = [answer.viewer.id, spaceId, id, other, message.id, streaming.id, loose.id, attached.id]
  return { ids, cursors: cursorsIn(answer) }
}

/** Every cursor in an answer. */
function cursorsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) =>
    typeof item === 'string' && /cursor$/i.test(name) ? [item] : cursorsIn(item),
  )
}
