import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, done, uploadedFile } from '../fixtures.ts'
import { eventCursor, reached } from './fixtures.ts'
import { watchConversation } from './watch.ts'

const { url, database } = await testServer()

/** A conversation with two messages, the first of which has a file, and what was told of it after `act`. */
async function toldOf(act: (conversationId: string, fileId: string, other: string) => object) {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const [fileId, other] = [await uploadedFile(database, user), await uploadedFile(database, user)]
  const first = await addMessage(user, { conversationId, content: 'a', fileIds: [fileId] })
  const second = await addMessage(user, { conversationId, content: 'b' })
  const after = await eventCursor(user, conversationId)
  await done(user, 'replaceMessages', act(conversationId, fileId, other))
  const { events, until } = watchConversation(url, user, { conversationId, after })
  await until(reached(await eventCursor(user, conversationId)))
  const ids = events.map(({ __typename, message }) => [__typename, message.id])
  return { ids, first: first.id as string, second: second.id as string }
}

test('a history that differs in files alone tells of the messages that have others', async () => {
  const { ids, first, second } = await toldOf((conversationId, fileId) => ({
    conversationId,
    messages: [
      { role: 'USER', content: 'a', fileIds: [] },
      { role: 'USER', content: 'b', fileIds: [fileId] },
    ],
  }))
  expect(ids).toEqual([
    ['MessageChanged', first],
    ['MessageChanged', second],
  ])
})

test('a message of which more than its files is different is told of once', async () => {
  const { ids, first } = await toldOf((conversationId, _, other) => ({
    conversationId,
    messages: [
      { role: 'USER', content: 'a', fileIds: [other], metadata: { a: 1 } },
      { role: 'USER', content: 'b' },
    ],
  }))
  expect(ids).toEqual([['MessageChanged', first]])
})
