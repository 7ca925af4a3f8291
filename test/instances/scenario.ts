import type { Serving } from '../cli/tertulia.ts'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'

/** For what comes at once where nothing else runs on the machine. */
export const soon = { timeout: 40_000 }

export interface Scene {
  /** One user, as a client of each instance. */
  users: [Client, ...Client[]]
  /** A conversation of theirs, and from where to watch it and their list. */
  id: string
  cursor: string
  listCursor: string
}

export async function sceneOn([{ url }, ...others]: [Serving, ...Serving[]]): Promise<Scene> {
  const user = await clientOf(url)
  const users = await Promise.all(others.map((instance) => clientOf(instance.url, user.name)))
  const { id } = await createConversation(user)
  const { conversation, viewer } = await user.data(
    'query ($id: ID!) { conversation(id: $id) { eventCursor } viewer { conversationListCursor } }',
    { id },
  )
  return {
    users: [user, ...users],
    id,
    cursor: conversation.eventCursor,
    listCursor: viewer.conversationListCursor,
  }
}

/** Adds messages through every instance at once, each waiting for its last one only. */
export async function sayOnAll({ users, id }: Scene, each: number): Promise<void> {
  await Promise.all(
    users.map(async (user, instance) => {
      for (let n = 1; n <= each; n++)
        await addMessage(user, { conversationId: id, content: `${n} on ${instance}` })
    }),
  )
}
