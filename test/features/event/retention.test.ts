import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation } from '../fixtures.ts'
import { eventCursor, listCursor, typesOf } from './fixtures.ts'
import { watchConversation, watchList } from './watch.ts'

const { url, database } = await testServer({ EVENT_RETENTION: '2s' })

test('events are gone after EVENT_RETENTION, and whoever comes back from before is told to read again', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const after = await eventCursor(user, conversationId)
  const listAfter = await listCursor(user)
  await addMessage(user, { conversationId })
  await expect.poll(() => database.prisma.event.count(), { timeout: 50_000 }).toBe(0)
  const own = watchConversation(url, user, { conversationId, after })
  const list = watchList(url, user, { after: listAfter })
  for (const watch of [own, list]) await watch.until((events) => events.length === 1)
  await addMessage(user, { conversationId })
  for (const watch of [own, list]) await watch.until((events) => events.length === 2)
  expect(typesOf(own.events)).toEqual(['ResyncRequired', 'MessageAdded'])
  expect(typesOf(list.events)).toEqual(['ResyncRequired', 'ConversationChanged'])
})
