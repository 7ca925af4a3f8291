import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { conversation, createConversation, done, freshId } from '../fixtures.ts'

const { url } = await testServer()

test('a conversation is found by its id, by its owner alone', async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const made = await createConversation(owner, { title: 'Paella' })
  expect(await conversation(owner, made.id)).toEqual(made)
  expect(await conversation(stranger, made.id)).toBeNull()
})

test.for(['nonsense', '', freshId('Conversation'), freshId('Space')])(
  'there is no conversation %j, and that is no fault',
  async (id) => {
    expect(await conversation(await clientOf(url), id)).toBeNull()
  },
)

const BY_EXTERNAL_ID = `query ($externalId: String!) { conversationByExternalId(externalId: $externalId) { id } }`

test("a conversation is found by the client's own name for it, whatever its state", async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const externalId = `x${"'"}; -- 🧵 ${'y'.repeat(200)}`
  const { id } = await createConversation(owner, { externalId })
  await createConversation(owner, { externalId: 'other' })
  expect(await owner.data(BY_EXTERNAL_ID, { externalId })).toEqual({ conversationByExternalId: { id } })
  expect(await stranger.data(BY_EXTERNAL_ID, { externalId })).toEqual({ conversationByExternalId: null })
  await done(owner, 'trashConversation', { conversationId: id })
  expect(await owner.data(BY_EXTERNAL_ID, { externalId })).toEqual({ conversationByExternalId: { id } })
})

test('of two users with the same name for it each finds their own', async () => {
  for (const user of [await clientOf(url), await clientOf(url)]) {
    const { id } = await createConversation(user, { externalId: 'thread' })
    expect(await user.data(BY_EXTERNAL_ID, { externalId: 'thread' })).toEqual({
      conversationByExternalId: { id },
    })
  }
})

test.for(['', 'nothing', 'THREAD', ' thread', 'a\0b', '\ud800', 'x'.repeat(300)])(
  'no conversation is called %j, and that is no fault',
  async (externalId) => {
    const user = await clientOf(url)
    await createConversation(user, { externalId: 'thread' })
    expect(await user.data(BY_EXTERNAL_ID, { externalId })).toEqual({ conversationByExternalId: null })
  },
)
