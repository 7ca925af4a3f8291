import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, done } from '../fixtures.ts'

const { url } = await testServer()

const titles = async (user: Client, orderBy?: object): Promise<(string | null)[]> =>
  (
    await user.data(
      'query ($orderBy: ConversationOrder) { conversations(orderBy: $orderBy) { nodes { title } } }',
      { orderBy },
    )
  ).conversations.nodes.map(({ title }: { title: string | null }) => title)

test('a new message moves its conversation up', async () => {
  const user = await clientOf(url)
  const a = await createConversation(user, { title: 'A', createdAt: '2020-01-01T00:00:00Z' })
  await createConversation(user, { title: 'B', createdAt: '2020-01-02T00:00:00Z' })
  expect(await titles(user)).toEqual(['B', 'A'])
  await addMessage(user, { conversationId: a.id })
  expect(await titles(user)).toEqual(['A', 'B'])
})

test('one without messages counts from its creation', async () => {
  const user = await clientOf(url)
  const at = (day: number) => `2020-01-0${day}T00:00:00Z`
  const messages = [{ role: 'USER', createdAt: at(3) }]
  await createConversation(user, { title: 'empty, 2', createdAt: at(2) })
  await createConversation(user, { title: 'last message, 3', createdAt: at(1), messages })
  await createConversation(user, { title: 'empty, 4', createdAt: at(4) })
  expect(await titles(user)).toEqual(['empty, 4', 'last message, 3', 'empty, 2'])
})

test('renaming moves it up by UPDATED_AT alone', async () => {
  const user = await clientOf(url)
  const a = await createConversation(user, { title: 'A', createdAt: '2020-01-01T00:00:00Z' })
  await createConversation(user, { title: 'B', createdAt: '2020-01-02T00:00:00Z' })
  await done(user, 'renameConversation', { conversationId: a.id, title: 'A2' })
  expect(await titles(user, { field: 'UPDATED_AT', direction: 'DESC' })).toEqual(['A2', 'B'])
  expect(await titles(user)).toEqual(['B', 'A2'])
})

test('titles are ordered without regard to case, the untitled last in both directions', async () => {
  const user = await clientOf(url)
  const ordered = [
    'Äpfel',
    'apple',
    'Banana',
    'ｃherry',
    'straße',
    'STRASSEN',
    'Ünter',
    'ябло',
    'Яблоко',
    '🍎',
  ]
  // By code point of the folded title: the umlauts after z.
  const ascending = [
    'apple',
    'Banana',
    'ｃherry',
    'straße',
    'STRASSEN',
    'Äpfel',
    'Ünter',
    'ябло',
    'Яблоко',
    '🍎',
  ]
  for (const title of [null, ...ordered.toReversed(), null]) await createConversation(user, { title })
  expect(await titles(user, { field: 'TITLE', direction: 'ASC' })).toEqual([...ascending, null, null])
  expect(await titles(user, { field: 'TITLE', direction: 'DESC' })).toEqual([
    ...ascending.toReversed(),
    null,
    null,
  ])
})
