import { expect } from 'vitest'
import { addMessage, createConversation, done } from '../features/fixtures.ts'
import { append, openStream } from '../features/message/streams.ts'
import { type Client, clientOf } from '../support/client.ts'
import { locking } from '../support/locking.ts'
import { testOnServer } from '../support/meeting.ts'
import { testServer } from '../support/server.ts'
import { inTime } from './inTime.ts'

const { url, database } = await testServer()
const RENAME =
  'mutation ($id: ID!) { renameConversation(input: { conversationId: $id, title: "x" }) { __typename } }'

const writeAll = (user: Client, id: string) =>
  Array.from({ length: 50 }, () => inTime(user.send(RENAME, { id })))

testOnServer(
  'who waits for a locked conversation is refused in time, and keeps nobody else waiting',

  async () => {
    const [ada, bob] = [await clientOf(url), await clientOf(url)]
    const { id } = await createConversation(ada)
    const { conversationId, id: messageId } = await openStream(bob)
    const locked = await locking(database, id)

    const refused = Promise.all(writeAll(ada, id))
    for (let n = 0; n < 5; n++) {
      await bob.data('{ conversations(first: 20) { nodes { id } } }')
      await addMessage(bob, { conversationId })
      await append(bob, messageId, 0, n, 'x')
    }
    for (const { status, body } of await refused)
      expect([status, body.errors[0].extensions.code]).toEqual([503, 'DATABASE_ERROR'])

    await locked.release()
    await done(ada, 'renameConversation', { conversationId: id, title: 'y' })
  },
)

testOnServer('once it is free, all that waited is done', async () => {
  const ada = await clientOf(url)
  const { id } = await createConversation(ada)
  const locked = await locking(database, id)
  const answers = Promise.all(writeAll(ada, id))
  await ada.data('{ viewer { name } }')
  await locked.release()
  for (const { status } of await answers) expect(status).toBe(200)
})
