import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { createConversation, mutate } from '../fixtures.ts'

const { url } = await testServer()

test('a pin and its taking off change isPinned and version, and nothing else', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, { title: 'Paella' })
  const input = { conversationId: made.id }
  expect(await mutate(user, 'pinConversation', input)).toEqual({
    __typename: 'PinConversationPayload',
    conversation: { ...made, isPinned: true, version: 2 },
  })
  expect(await mutate(user, 'unpinConversation', input)).toEqual({
    __typename: 'UnpinConversationPayload',
    conversation: { ...made, isPinned: false, version: 3 },
  })
})

test.for(['LAST_MESSAGE_AT', 'UPDATED_AT', 'CREATED_AT', 'TITLE'])(
  'pinning leaves the order by %s',
  async (field) => {
    const user = await clientOf(url)
    const made = []
    for (const [i, title] of ['A', 'B', 'C'].entries())
      made.push(await createConversation(user, { title, createdAt: `2020-01-0${i + 1}T00:00:00Z` }))
    const before = await listed(user, field)
    expect(before).toEqual(['C', 'B', 'A'])
    await mutate(user, 'pinConversation', { conversationId: made[0].id })
    expect(await listed(user, field)).toEqual(before)
  },
)

test('an archived conversation can be pinned', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  await mutate(user, 'archiveConversation', { conversationId })
  const { conversation } = await mutate(user, 'pinConversation', { conversationId })
  expect(conversation).toMatchObject({ isPinned: true, state: 'ARCHIVED' })
})

async function listed(user: Client, field: string): Promise<string[]> {
  const { conversations } = await user.data(
    `query ($field: ConversationOrderField!) {
      conversations(orderBy: { field: $field, direction: DESC }) { nodes { title } }
    }`,
    { field },
  )
  return conversations.nodes.map(({ title }: { title: string }) => title)
}
