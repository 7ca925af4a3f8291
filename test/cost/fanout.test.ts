import { expect, test } from 'vitest'
import { eventCursor } from '../features/event/fixtures.ts'
import { watch } from '../features/event/watch.ts'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { statementsOf } from '../support/statements.ts'

const { url } = await testServer()

const LATEST = `subscription ($id: ID!, $after: String, $last: Int) {
  event: conversationEvents(conversationId: $id, after: $after) {
    ... on MessageAdded { message { content conversation { messages(last: $last) { nodes { content } } } } }
  }
}`

test('many sockets that watch the same share what is read for them', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const after = await eventCursor(user, id)
  const sockets = Array.from({ length: 30 }, () => watch(url, user, LATEST, { id, after, last: 1 }))
  const say = async (content: string, count: number) => {
    await addMessage(user, { conversationId: id, content })
    for (const { until } of sockets) await until((events) => events.length === count)
  }
  await say('First', 1)
  const statements = await statementsOf(() => say('Second', 2))
  expect(statements.length).toBeLessThan(sockets.length)
  for (const { events } of sockets) expect(events[1].message.content).toBe('Second')
})

test('those that select other things of it get what they select', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  await addMessage(user, { conversationId: id, content: 'First' })
  const after = await eventCursor(user, id)
  const watches = [1, 2, 1].map((last) => watch(url, user, LATEST, { id, after, last }))
  await addMessage(user, { conversationId: id, content: 'Second' })
  const nodes = watches.map(async ({ until }) => {
    const [{ message }] = await until((events) => events.length === 1)
    return message.conversation.messages.nodes.map(({ content }: { content: string }) => content)
  })
  expect(await Promise.all(nodes)).toEqual([['Second'], ['First', 'Second'], ['Second']])
})
