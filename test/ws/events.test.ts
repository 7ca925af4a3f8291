import { expect, test } from 'vitest'
import { eventCursor } from '../features/event/fixtures.ts'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { subscribe, userSocket } from './socket.ts'

const { url } = await testServer()

const EVENTS = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) { ... on MessageAdded { message { content } } }
}`

test('events come as text under whatever id they were asked for, with what was written', async () => {
  const ada = await clientOf(url)
  const { id } = await createConversation(ada)
  const after = await eventCursor(ada, id)
  const socket = await userSocket(url, ada.name)
  const ids = ['a', '"', 'é 🙂']
  for (const name of ids) socket.send(subscribe(name, EVENTS, { id, after }))
  const isBinary = new Promise((resolve) => socket.raw.once('message', (_, binary) => resolve(binary)))
  const content = 'ñ 🙂 "\n"'
  await addMessage(ada, { conversationId: id, content })
  const heard = new Map()
  while (heard.size < ids.length) {
    const { id: name, ...rest } = await socket.next()
    heard.set(name, rest)
  }
  const payload = { data: { conversationEvents: { message: { content } } } }
  expect(heard).toEqual(new Map(ids.map((name) => [name, { type: 'next', payload }])))
  expect(await isBinary).toBe(false)
})
