import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, createSpace, done, freshId } from '../fixtures.ts'
import { eventCursor, listCursor, reached, typesOf } from './fixtures.ts'
import { watchConversation, watchList } from './watch.ts'

const { url, database } = await testServer()

async function deleted() {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const after = await eventCursor(user, id)
  await addMessage(user, { conversationId: id })
  await done(user, 'deleteConversation', { conversationId: id }, '__typename')
  return { user, id: id as string, after }
}

test('those who watch a conversation are told of its deletion, and then no more', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const live = watchConversation(url, user, { conversationId: id, after: await eventCursor(user, id) })
  await addMessage(user, { conversationId: id })
  await live.until((events) => events.length === 1)
  await done(user, 'deleteConversation', { conversationId: id }, '__typename')
  expect(await live.ended).toBeNull()
  expect(live.events.map(({ deletedConversationId: gone }) => gone)).toEqual([undefined, id])
})

test('whoever comes back to a deleted conversation is told of that alone, and then no more', async () => {
  const { user, id, after } = await deleted()
  const resumed = watchConversation(url, user, { conversationId: id, after })
  expect(await resumed.ended).toBeNull()
  expect(resumed.events).toMatchObject([{ __typename: 'ConversationDeleted', deletedConversationId: id }])
})

test('whoever knows of the deletion is told nothing more', async () => {
  const { user, id, after } = await deleted()
  const resumed = watchConversation(url, user, { conversationId: id, after })
  await resumed.ended
  const again = watchConversation(url, user, { conversationId: id, after: resumed.events[0].cursor })
  expect(await again.ended).toBeNull()
  expect(again.events).toEqual([])
})

test('whoever comes without a cursor is told of the deletion too', async () => {
  const { user, id } = await deleted()
  const late = watchConversation(url, user, { conversationId: id })
  expect(await late.ended).toBeNull()
  expect(typesOf(late.events)).toEqual(['ConversationDeleted'])
})

test('what came before a deletion may be gone, the deletion is told', async () => {
  const { user, id, after } = await deleted()
  await database.prisma.$executeRaw`DELETE FROM events WHERE type = 'MESSAGE_ADDED'`
  const resumed = watchConversation(url, user, { conversationId: id, after })
  expect(await resumed.ended).toBeNull()
  expect(typesOf(resumed.events)).toEqual(['ResyncRequired', 'ConversationDeleted'])
})

test('a conversation whose deletion is no longer kept is not found', async () => {
  const { user, id, after } = await deleted()
  await database.prisma.event.deleteMany({ where: { type: 'CONVERSATION_DELETED' } })
  const resumed = watchConversation(url, user, { conversationId: id, after })
  expect(await resumed.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  expect(resumed.events).toEqual([])
})

test('a stranger does not find a deleted conversation', async () => {
  const { id, after } = await deleted()
  const stranger = watchConversation(url, await clientOf(url), { conversationId: id, after })
  expect(await stranger.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  expect(stranger.events).toEqual([])
})

test('an id that is used again has a log that goes on', async () => {
  const { user, id, after } = await deleted()
  await createConversation(user, { id })
  const reborn = watchConversation(url, user, { conversationId: id, after: await eventCursor(user, id) })
  await addMessage(user, { conversationId: id, content: 'anew' })
  await reborn.until((events) => events.length === 1)
  expect(reborn.events).toMatchObject([{ __typename: 'MessageAdded', message: { content: 'anew' } }])
  const resumed = watchConversation(url, user, { conversationId: id, after })
  expect(await resumed.ended).toBeNull()
  expect(typesOf(resumed.events)).toEqual(['ConversationDeleted'])
})

test('an id that another user uses again tells neither of the other', async () => {
  const { user, id, after } = await deleted()
  const other = await clientOf(url)
  await createConversation(other, { id })
  await addMessage(other, { conversationId: id, content: 'theirs' })
  const resumed = watchConversation(url, user, { conversationId: id, after })
  expect(await resumed.ended).toBeNull()
  expect(typesOf(resumed.events)).toEqual(['ConversationDeleted'])
  const theirs = watchConversation(url, other, { conversationId: id, after })
  await theirs.until((events) => events.length === 1)
  expect(theirs.events).toMatchObject([{ __typename: 'MessageAdded', message: { content: 'theirs' } }])
})

test('a deleted space tells of each conversation in it, then of itself, to those who watch it', async () => {
  const user = await clientOf(url)
  const spaceId = (await createSpace(user)).id
  const after = await listCursor(user)
  const lists = [watchList(url, user, { after }), watchList(url, user, { spaceId, after })]
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.push((await createConversation(user, { spaceId })).id)
  await createConversation(user)
  const [conversationId] = ids as [string]
  const own = watchConversation(url, user, {
    conversationId,
    after: await eventCursor(user, conversationId),
  })
  for (const list of lists) await list.until((events) => events.length >= 3)
  await done(user, 'deleteSpace', { spaceId }, '__typename')
  for (const list of lists) {
    await list.until(reached(await listCursor(user)))
    const told = list.events.slice(-4).map((event) => event.deletedConversationId ?? event.deletedSpaceId)
    expect(told).toEqual([...ids.sort(), spaceId])
  }
  expect(await own.ended).toBeNull()
  expect(typesOf(own.events)).toEqual(['ConversationDeleted'])
})

async function deletedSpace() {
  const user = await clientOf(url)
  const spaceId = (await createSpace(user)).id
  const after = await listCursor(user)
  const { id } = await createConversation(user, { spaceId })
  await done(user, 'deleteSpace', { spaceId }, '__typename')
  // Of other lists, later.
  await createConversation(user)
  return { user, spaceId, after, id }
}

test('whoever comes back to the list of a deleted space is told of that, and then no more', async () => {
  const { user, spaceId, after, id } = await deletedSpace()
  const resumed = watchList(url, user, { spaceId, after })
  expect(await resumed.ended).toBeNull()
  expect(resumed.events).toMatchObject([
    { __typename: 'ConversationDeleted', deletedConversationId: id },
    { __typename: 'SpaceDeleted', deletedSpaceId: spaceId },
  ])
  const late = watchList(url, user, { spaceId })
  expect(await late.ended).toBeNull()
  expect(typesOf(late.events)).toEqual(['SpaceDeleted'])
})

test('whoever knows that a space is deleted is told nothing more', async () => {
  const { user, spaceId, after } = await deletedSpace()
  const resumed = watchList(url, user, { spaceId, after })
  await resumed.ended
  for (const known of [resumed.events.at(-1).cursor, await listCursor(user)]) {
    const again = watchList(url, user, { spaceId, after: known })
    expect(await again.ended).toBeNull()
    expect(again.events).toEqual([])
  }
})

test('a space whose deletion is no longer kept is not found, nor is one by a stranger', async () => {
  const { user, spaceId, after } = await deletedSpace()
  const stranger = watchList(url, await clientOf(url), { spaceId })
  expect(await stranger.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  await database.prisma.event.deleteMany({ where: { type: 'SPACE_DELETED' } })
  const resumed = watchList(url, user, { spaceId, after })
  expect(await resumed.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  expect([...stranger.events, ...resumed.events]).toEqual([])
})

test('the list of all tells of a deleted space, and goes on', async () => {
  const { user, spaceId, after } = await deletedSpace()
  const resumed = watchList(url, user, { after })
  await resumed.until(reached(await listCursor(user)))
  expect(typesOf(resumed.events)).toEqual(['ConversationDeleted', 'SpaceDeleted', 'ConversationCreated'])
  expect(resumed.events[1].deletedSpaceId).toBe(spaceId)
})

test('what is gone by the time it is told of is left out, and its deletion follows', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const after = await eventCursor(user, conversationId)
  const gone = (await addMessage(user, { conversationId, role: 'ASSISTANT', status: 'STREAMING' })).id
  const append = { messageId: gone, partIndex: 0, offset: 5, text: 'a' }
  await done(user, 'appendToMessage', append, '__typename')
  const kept = (await addMessage(user, { conversationId })).id
  await done(user, 'deleteMessage', { messageId: gone }, '__typename')
  const resumed = watchConversation(url, user, { conversationId, after })
  await resumed.until(reached(await eventCursor(user, conversationId)))
  expect(resumed.events).toMatchObject([
    { __typename: 'MessageAdded', message: { id: kept } },
    { __typename: 'MessageDeleted', deletedMessageId: gone },
  ])
})

test.each(['nonsense', freshId('Conversation'), freshId('Space')])(
  'there are no events of a conversation %s',
  async (conversationId) => {
    const nothing = watchConversation(url, await clientOf(url), { conversationId })
    expect(await nothing.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    expect(nothing.events).toEqual([])
  },
)

test.each(['nonsense', freshId('Conversation'), freshId('Space')])(
  'there are no events of the list of a space %s',
  async (spaceId) => {
    const nothing = watchList(url, await clientOf(url), { spaceId })
    expect(await nothing.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    expect(nothing.events).toEqual([])
  },
)
