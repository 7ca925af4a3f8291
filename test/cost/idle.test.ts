import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { statementsOf } from '../support/statements.ts'
import { subscribe, userSocket } from '../ws/socket.ts'

const { url } = await testServer()
const EVENTS = `subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename } }`

test('one statement looks after all who watch, however many', async () => {
  const user = await clientOf(url)
  const socket = await userSocket(url, user.name)
  for (let index = 0; index < 50; index++)
    socket.send(subscribe(`${index}`, EVENTS, { id: (await createConversation(user)).id }))
  // All are under way when what they read for that is read.
  await setTimeout(1_000)
  const texts = (await statementsOf(() => setTimeout(3_500))).map(({ text }) => text)
  const looking = texts.filter((text) => text.includes('unnest'))
  expect(looking.length).toBeGreaterThan(0)
  expect(looking.length).toBeLessThanOrEqual(4)
  expect(
    texts.filter((text) => /FROM (events|conversations)\b/.test(text) && !looking.includes(text)),
  ).toEqual([])
})
