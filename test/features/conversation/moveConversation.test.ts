import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { meeting, testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import { conversation, createConversation, createSpace, freshId, mutate } from '../fixtures.ts'

const { url, database } = await testServer()

const idsIn = async (user: Client, id: string) => {
  const { space } = await user.data(
    `query ($id: ID!) { space(id: $id) { conversations { nodes { id } totalCount } } }`,
    { id },
  )
  return space.conversations
}

test('it leaves the one space and is in the other', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, { title: 'Paella' })
  const { id: spaceId } = await createSpace(user)
  expect(await mutate(user, 'moveConversation', { conversationId: made.id, spaceId })).toEqual({
    __typename: 'MoveConversationPayload',
    conversation: { ...made, space: { id: spaceId }, version: 2, updatedAt: expect.any(String) },
  })
  expect(await idsIn(user, made.space.id)).toEqual({ nodes: [], totalCount: 0 })
  expect(await idsIn(user, spaceId)).toEqual({ nodes: [{ id: made.id }], totalCount: 1 })
})

test('an archived one is moved as it is', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const { id: spaceId } = await createSpace(user)
  const { conversation: archived } = await mutate(user, 'archiveConversation', { conversationId })
  const { conversation: moved } = await mutate(user, 'moveConversation', { conversationId, spaceId })
  expect(moved).toMatchObject({ state: 'ARCHIVED', archivedAt: archived.archivedAt, space: { id: spaceId } })
})

test("an unknown, a malformed and another user's space are not found, and it stays where it is", async () => {
  const [user, stranger] = [await clientOf(url), await clientOf(url)]
  const made = await createConversation(user)
  const theirs = await createSpace(stranger)
  for (const spaceId of [theirs.id, freshId('Space'), 'nonsense', made.id])
    expect(await mutate(user, 'moveConversation', { conversationId: made.id, spaceId })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    })
  expect(await conversation(user, made.id)).toEqual(made)
})

test("a stranger's conversation cannot be moved into one's own space", async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const made = await createConversation(owner)
  const { id: spaceId } = await createSpace(stranger)
  expect(await mutate(stranger, 'moveConversation', { conversationId: made.id, spaceId })).toMatchObject({
    __typename: 'NotFoundError',
  })
  expect(await conversation(owner, made.id)).toEqual(made)
})

testOnServer('a space that is being deleted is not found, once it is gone', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user)
  const { id: spaceId } = await createSpace(user)
  const [answer] = await meeting(
    database.prisma,
    (transaction) => transaction.space.delete({ where: { id: decodeId('Space', spaceId) as string } }),
    [() => mutate(user, 'moveConversation', { conversationId: made.id, spaceId })],
  )
  expect(answer).toMatchObject({ __typename: 'NotFoundError' })
  expect(await conversation(user, made.id)).toEqual(made)
})
