import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { conversation, createConversation, done, mutate, reachable } from '../fixtures.ts'

const { url } = await testServer()

const listed = async (user: Client, states?: string[]) =>
  (
    await user.data(
      `query ($states: [ConversationState!]) {
        conversations(filter: { states: $states }) { nodes { id } totalCount }
      }`,
      { states },
    )
  ).conversations

test('the trash takes it out of every list but its own', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, {
    title: 'Paella',
    messages: [{ role: 'USER', content: 'Hi' }],
  })
  const { conversation: trashed } = await done(user, 'trashConversation', { conversationId: made.id })
  expect(trashed).toEqual({
    ...made,
    state: 'TRASHED',
    trashedAt: trashed.updatedAt,
    version: 2,
    updatedAt: expect.any(String),
  })
  const nothing = { nodes: [], totalCount: 0 }
  expect(await listed(user)).toEqual(nothing)
  expect(await listed(user, ['ACTIVE', 'ARCHIVED'])).toEqual(nothing)
  expect(await listed(user, ['TRASHED'])).toEqual({ nodes: [{ id: made.id }], totalCount: 1 })
  expect(await conversation(user, made.id)).toEqual(trashed)
  expect(await reachable(user, [made.id])).toEqual([made.id])
})

test.for([
  ['ACTIVE', []],
  ['ARCHIVED', ['archiveConversation']],
] as const)('restoring brings back %s and what it was', async ([state, before]) => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user, { isPinned: true, title: 'Paella' })
  for (const name of before) await done(user, name, { conversationId })
  const was = await conversation(user, conversationId)
  expect(was.state).toBe(state)
  const { conversation: trashed } = await done(user, 'trashConversation', { conversationId })
  expect(trashed).toMatchObject({ isArchived: false, archivedAt: was.archivedAt })
  expect(await mutate(user, 'restoreConversation', { conversationId })).toEqual({
    __typename: 'RestoreConversationPayload',
    conversation: { ...was, version: was.version + 2, updatedAt: expect.any(String) },
  })
  expect((await listed(user, [state])).nodes).toEqual([{ id: conversationId }])
})

test.for([[], ['archiveConversation']])(
  'restoring what is not in the trash changes nothing: after %j',
  async (before) => {
    const user = await clientOf(url)
    const { id: conversationId } = await createConversation(user)
    for (const name of before) await done(user, name, { conversationId })
    const was = await conversation(user, conversationId)
    expect((await done(user, 'restoreConversation', { conversationId })).conversation).toEqual(was)
  },
)
