import { expect, test } from 'vitest'
import type { Prisma } from '../../../src/platform/db/generated/client.ts'
import { decodeId } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { meeting, testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import {
  addMessage,
  createConversation,
  createSpace,
  done,
  freshId,
  mutate,
  reachable,
  space,
  uploadedFile,
} from '../fixtures.ts'

const { url, database } = await testServer()
const DELETED = 'deletedSpaceId'

test('a deleted space takes everything in it along, and nothing else', async () => {
  const user = await clientOf(url)
  const fileId = await uploadedFile(database, user)
  const [gone, kept] = [await createSpace(user), await createSpace(user)]
  const inIt = await createConversation(user, { spaceId: gone.id })
  const archived = await createConversation(user, { spaceId: gone.id })
  const trashed = await createConversation(user, { spaceId: gone.id })
  await done(user, 'archiveConversation', { conversationId: archived.id })
  await done(user, 'trashConversation', { conversationId: trashed.id })
  const message = await addMessage(user, { conversationId: inIt.id, fileIds: [fileId] })
  const beside = await createConversation(user, { spaceId: kept.id })
  expect(message.files).toEqual([{ id: fileId }])

  expect(await mutate(user, 'deleteSpace', { spaceId: gone.id }, DELETED)).toEqual({
    __typename: 'DeleteSpacePayload',
    deletedSpaceId: gone.id,
  })
  const ids = [gone.id, inIt.id, archived.id, trashed.id, message.id, fileId, kept.id, beside.id]
  expect(await reachable(user, ids)).toEqual([null, null, null, null, null, null, kept.id, beside.id])
  const { conversations } = await user.data(
    `{ conversations(filter: { states: [ACTIVE, ARCHIVED, TRASHED] }) { nodes { id } totalCount } }`,
  )
  expect(conversations).toEqual({ nodes: [{ id: beside.id }], totalCount: 1 })
})

testOnServer('a space is deleted while what is in it is archived for the first time', async () => {
  const user = await clientOf(url)
  const { id: spaceId } = await createSpace(user)
  const { id } = await createConversation(user, { spaceId })
  const key = decodeId('Conversation', id)
  const remove = () => mutate(user, 'deleteSpace', { spaceId }, DELETED)
  // The deletion waits for the conversation in the midst of its change.
  const change = (transaction: Prisma.TransactionClient) =>
    transaction.$executeRaw`SELECT FROM conversations WHERE id = ${key}::uuid FOR UPDATE`
  const archive = (transaction: Prisma.TransactionClient) =>
    transaction.$executeRaw`UPDATE conversations SET state = 'ARCHIVED', archived_at = now() WHERE id = ${key}::uuid`
  expect(await meeting(database.prisma, change, [remove], archive)).toEqual([
    { __typename: 'DeleteSpacePayload', deletedSpaceId: spaceId },
  ])
  expect(await reachable(user, [spaceId, id])).toEqual([null, null])
})

testOnServer('nothing comes into a space that is being deleted', async () => {
  const user = await clientOf(url)
  const { id: spaceId } = await createSpace(user)
  const { id: conversationId } = await createConversation(user)
  const key = decodeId('Space', spaceId)
  const lock = (transaction: Prisma.TransactionClient) =>
    transaction.$executeRaw`SELECT FROM spaces WHERE id = ${key}::uuid FOR NO KEY UPDATE`
  const remove = (transaction: Prisma.TransactionClient) =>
    transaction.$executeRaw`DELETE FROM spaces WHERE id = ${key}::uuid`
  const coming = [
    () => mutate(user, 'createConversation', { spaceId }),
    () => mutate(user, 'moveConversation', { conversationId, spaceId }),
  ]
  expect(await meeting(database.prisma, lock, coming, remove)).toMatchObject(
    Array(2).fill({ __typename: 'NotFoundError' }),
  )
  expect(await reachable(user, [spaceId, conversationId])).toEqual([null, conversationId])
})

test('the default space cannot be deleted', async () => {
  const user = await clientOf(url)
  const { id, space: home } = await createConversation(user)
  const result = await mutate(user, 'deleteSpace', { spaceId: home.id }, DELETED)
  expect(result).toMatchObject({ __typename: 'PermissionDeniedError', code: 'PERMISSION_DENIED' })
  expect(await reachable(user, [home.id, id])).toEqual([home.id, id])
})

test('a space deleted before is not found, and its names are free again', async () => {
  const user = await clientOf(url)
  const names = { id: freshId('Space'), externalId: 'again' }
  await createSpace(user, names)
  await done(user, 'deleteSpace', { spaceId: names.id }, DELETED)
  expect(await mutate(user, 'deleteSpace', { spaceId: names.id }, DELETED)).toMatchObject({
    __typename: 'NotFoundError',
  })
  expect(await createSpace(user, names)).toMatchObject(names)
})

test("an unknown, a malformed and another user's space are not found", async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const made = await createSpace(owner)
  const { space: home } = await createConversation(owner)
  for (const spaceId of [made.id, home.id, freshId('Space'), 'nonsense', freshId('Conversation')])
    expect(await mutate(stranger, 'deleteSpace', { spaceId }, DELETED)).toMatchObject({
      __typename: 'NotFoundError',
    })
  expect(await space(owner, made.id)).toEqual(made)
})
