import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import {
  addMessage,
  conversation,
  createConversation,
  done,
  freshId,
  mutate,
  reachable,
  uploadedFile,
} from '../fixtures.ts'

const { url, database } = await testServer()
const { prisma } = database
const DELETED = 'deletedConversationId'

test.for([[], ['archiveConversation'], ['trashConversation']])(
  'it goes for good with its messages and files, whatever its state: after %j',
  async (before) => {
    const user = await clientOf(url)
    const fileId = await uploadedFile(database, user)
    const made = await createConversation(user, { externalId: 'thread' })
    const kept = await createConversation(user)
    const message = await addMessage(user, { conversationId: made.id, fileIds: [fileId] })
    for (const name of before) await done(user, name, { conversationId: made.id })

    expect(await mutate(user, 'deleteConversation', { conversationId: made.id }, DELETED)).toEqual({
      __typename: 'DeleteConversationPayload',
      deletedConversationId: made.id,
    })
    const ids = [made.id, message.id, fileId, kept.id, made.space.id]
    expect(await reachable(user, ids)).toEqual([null, null, null, kept.id, made.space.id])
    const read = await user.data(
      `query ($c: ID!, $m: ID!, $f: ID!) {
        conversation(id: $c) { id } message(id: $m) { id } file(id: $f) { id }
        conversationByExternalId(externalId: "thread") { id }
        conversations(filter: { states: [ACTIVE, ARCHIVED, TRASHED] }) { nodes { id } totalCount }
      }`,
      { c: made.id, m: message.id, f: fileId },
    )
    expect(read).toEqual({
      conversation: null,
      message: null,
      file: null,
      conversationByExternalId: null,
      conversations: { nodes: [{ id: kept.id }], totalCount: 1 },
    })
    const owner = { subject: user.name }
    expect(await prisma.message.count({ where: { conversation: { owner } } })).toBe(0)
    expect(await prisma.file.count({ where: { owner } })).toBe(0)
  },
)

test('one that is gone is not found, and of 20 calls at once one deletes it', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const remove = () => mutate(user, 'deleteConversation', { conversationId }, DELETED)
  const names = (await Promise.all(Array.from({ length: 20 }, remove))).map(({ __typename }) => __typename)
  expect(names.sort()).toEqual(['DeleteConversationPayload', ...Array(19).fill('NotFoundError')])
  expect(await remove()).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' })
})

test('messages added at the same time go with it, or are not found a place', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const adding = Array.from({ length: 10 }, () =>
    mutate(user, 'addMessage', { conversationId, role: 'USER' }),
  )
  await done(user, 'deleteConversation', { conversationId }, DELETED)
  for (const { __typename } of await Promise.all(adding))
    expect(['AddMessagePayload', 'NotFoundError']).toContain(__typename)
  expect(await prisma.message.count({ where: { conversation: { owner: { subject: user.name } } } })).toBe(0)
})

test('another expected version refuses, and it is still there', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, { messages: [{ role: 'USER' }] })
  const input = { conversationId: made.id, expectedVersion: 2 }
  expect(await mutate(user, 'deleteConversation', input, DELETED)).toMatchObject({
    __typename: 'ConflictError',
    current: { id: made.id },
  })
  expect(await conversation(user, made.id)).toEqual(made)
  expect(await mutate(user, 'deleteConversation', { ...input, expectedVersion: 1 }, DELETED)).toMatchObject({
    deletedConversationId: made.id,
  })
})

test("an unknown, a malformed and another user's conversation are not found", async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const made = await createConversation(owner)
  for (const conversationId of [made.id, freshId('Conversation'), made.space.id, 'nonsense'])
    expect(await mutate(stranger, 'deleteConversation', { conversationId }, DELETED)).toMatchObject({
      __typename: 'NotFoundError',
    })
  expect(await conversation(owner, made.id)).toEqual(made)
})
