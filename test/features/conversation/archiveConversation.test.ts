import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, conversation, createConversation, done } from '../fixtures.ts'

const { url } = await testServer()

test('archiving takes it out of the list, unarchiving brings it back', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user)
  const input = { conversationId: made.id }
  const { conversation: archived } = await done(user, 'archiveConversation', input)
  expect(archived).toEqual({
    ...made,
    state: 'ARCHIVED',
    isArchived: true,
    archivedAt: archived.updatedAt,
    version: 2,
    updatedAt: expect.any(String),
  })
  expect(await listed(user, {})).toEqual([])
  expect(await listed(user, { states: ['ARCHIVED'] })).toEqual([{ id: made.id }])

  const { conversation: back } = await done(user, 'unarchiveConversation', input)
  expect(back).toEqual({ ...made, version: 3, updatedAt: expect.any(String) })
  expect(await listed(user, {})).toEqual([{ id: made.id }])
})

test('adding a message leaves it archived', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const { conversation: archived } = await done(user, 'archiveConversation', { conversationId })
  await addMessage(user, { conversationId })
  expect(await conversation(user, conversationId)).toMatchObject({
    state: 'ARCHIVED',
    archivedAt: archived.archivedAt,
    messageCount: 1,
  })
})

const listed = async (user: Client, filter: object) =>
  (
    await user.data(
      'query ($filter: ConversationFilter) { conversations(filter: $filter) { nodes { id } } }',
      { filter },
    )
  ).conversations.nodes
