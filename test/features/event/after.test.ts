import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, createSpace, done } from '../fixtures.ts'
import { eventCursor, listCursor, reached, typesOf } from './fixtures.ts'
import { watchConversation, watchList } from './watch.ts'

const { url, database } = await testServer()
const { prisma } = database

async function withMessages(count: number) {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const start = await eventCursor(user, conversationId)
  const listStart = await listCursor(user)
  for (let i = 0; i < count; i++) await addMessage(user, { conversationId, content: `${i}` })
  return { user, conversationId: conversationId as string, start, listStart }
}

test('whoever comes back gets what came since the last event seen, once, in order, and then what comes', async () => {
  const { user, conversationId, start } = await withMessages(5)
  const seen = watchConversation(url, user, { conversationId, after: start })
  await seen.until((events) => events.length === 5)
  const resumed = watchConversation(url, user, { conversationId, after: seen.events[1].cursor })
  await resumed.until((events) => events.length === 3)
  await addMessage(user, { conversationId, content: '5' })
  await resumed.until((events) => events.length === 4)
  expect(resumed.events.map(({ message }) => message.content)).toEqual(['2', '3', '4', '5'])
})

test('whoever comes without a cursor gets nothing of what was', async () => {
  const { user, conversationId } = await withMessages(3)
  const live = watchConversation(url, user, { conversationId })
  const list = watchList(url, user)
  let number = 0
  await expect
    .poll(
      async () => {
        await done(user, 'renameConversation', { conversationId, title: `${++number}` }, '__typename')
        return live.events.length && list.events.length
      },
      { timeout: 50_000 },
    )
    .toBeGreaterThan(0)
  expect(new Set(typesOf([...live.events, ...list.events]))).toEqual(new Set(['ConversationChanged']))
})

test('times are those of the changes, in order', async () => {
  const { user, conversationId, start } = await withMessages(3)
  const { events } = watchConversation(url, user, { conversationId, after: start })
  await expect.poll(() => events.length, { timeout: 50_000 }).toBe(3)
  const times = events.map(({ occurredAt }) => occurredAt)
  expect(times).toEqual([...times].sort())
  expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('where events were removed, both logs begin with ResyncRequired and go on from there', async () => {
  const { user, conversationId, start, listStart } = await withMessages(4)
  await prisma.$executeRaw`DELETE FROM events WHERE number <= 2`
  const own = watchConversation(url, user, { conversationId, after: start })
  const list = watchList(url, user, { after: listStart })
  for (const watch of [own, list]) await watch.until((events) => events.length === 1)
  await addMessage(user, { conversationId, content: 'later' })
  for (const watch of [own, list]) await watch.until((events) => events.length === 2)
  expect(typesOf(own.events)).toEqual(['ResyncRequired', 'MessageAdded'])
  expect(own.events[1].message.content).toBe('later')
  expect(typesOf(list.events)).toEqual(['ResyncRequired', 'ConversationChanged'])
})

test('the list of one space is told that it must be read again, too', async () => {
  const user = await clientOf(url)
  const spaceId = (await createSpace(user)).id
  const after = await listCursor(user)
  await createConversation(user, { spaceId })
  await prisma.$executeRaw`DELETE FROM events WHERE type = 'CONVERSATION_CREATED'`
  const list = watchList(url, user, { spaceId, after })
  await list.until((events) => events.length === 1)
  expect(typesOf(list.events)).toEqual(['ResyncRequired'])
})

test('where all events were removed, the log begins with ResyncRequired', async () => {
  const { user, conversationId, start } = await withMessages(2)
  await prisma.event.deleteMany()
  const own = watchConversation(url, user, { conversationId, after: start })
  await own.until((events) => events.length === 1)
  await addMessage(user, { conversationId })
  await own.until((events) => events.length === 2)
  expect(typesOf(own.events)).toEqual(['ResyncRequired', 'MessageAdded'])
})

test('from the cursor of ResyncRequired on, nothing is missing', async () => {
  const { user, conversationId, start } = await withMessages(2)
  await prisma.event.deleteMany()
  const own = watchConversation(url, user, { conversationId, after: start })
  await own.until((events) => events.length === 1)
  await addMessage(user, { conversationId })
  const resumed = watchConversation(url, user, { conversationId, after: own.events[0].cursor })
  await resumed.until((events) => events.length === 1)
  expect(typesOf(resumed.events)).toEqual(['MessageAdded'])
})

test('who has seen the last event misses nothing when all are removed', async () => {
  const { user, conversationId } = await withMessages(2)
  const after = await eventCursor(user, conversationId)
  await prisma.event.deleteMany()
  const own = watchConversation(url, user, { conversationId, after })
  await addMessage(user, { conversationId })
  await own.until((events) => events.length === 1)
  expect(typesOf(own.events)).toEqual(['MessageAdded'])
})

test('a cursor from beyond the end, as a restored backup leaves, begins with ResyncRequired', async () => {
  const { user, conversationId, start } = await withMessages(3)
  const after = await eventCursor(user, conversationId)
  const listAfter = await listCursor(user)
  await prisma.event.deleteMany()
  await prisma.conversation.updateMany({ data: { eventNumber: 1 } })
  await prisma.user.updateMany({ data: { eventNumber: 1 } })
  const own = watchConversation(url, user, { conversationId, after })
  const list = watchList(url, user, { after: listAfter })
  for (const watch of [own, list]) await watch.until((events) => events.length === 1)
  await addMessage(user, { conversationId })
  for (const watch of [own, list]) await watch.until((events) => events.length === 2)
  expect(typesOf(own.events)).toEqual(['ResyncRequired', 'MessageAdded'])
  expect(typesOf(list.events)).toEqual(['ResyncRequired', 'ConversationChanged'])
  expect(start).not.toBe(after)
})

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test.each([
  ['nothing', ''],
  ['words', 'not a cursor'],
  ['no list', encoded({ number: 1 })],
  ['nothing in a list', encoded([])],
  ['a NUL', '\0'],
  ['half an emoji', '\ud83d'],
])('%s is no cursor', async (_, after) => {
  const { user, conversationId } = await withMessages(0)
  for (const refused of [
    watchConversation(url, user, { conversationId, after }),
    watchList(url, user, { after }),
  ]) {
    expect(await refused.ended).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect(refused.events).toEqual([])
  }
})

test.each([-1, 1.5, '1', null, 1e300])('a number %j is no place', async (number) => {
  const { user, conversationId, start } = await withMessages(0)
  const [stream] = JSON.parse(Buffer.from(start, 'base64url').toString())
  const refused = watchConversation(url, user, { conversationId, after: encoded([stream, number]) })
  expect(await refused.ended).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})

test("a cursor of other events is none of these, one's own and another's", async () => {
  const mine = await withMessages(1)
  const other = await withMessages(1)
  const another = await createConversation(mine.user)
  for (const after of [other.start, mine.listStart, await eventCursor(mine.user, another.id)]) {
    const refused = watchConversation(url, mine.user, { conversationId: mine.conversationId, after })
    expect(await refused.ended).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  }
  for (const after of [other.listStart, mine.start]) {
    const refused = watchList(url, mine.user, { after })
    expect(await refused.ended).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  }
})

test('a stranger finds neither the conversation nor the space, whatever the cursor, and never gets an event', async () => {
  const { user, conversationId, start, listStart } = await withMessages(1)
  const spaceId = (await createSpace(user)).id
  const stranger = await clientOf(url)
  const refused = [
    watchConversation(url, stranger, { conversationId }),
    watchConversation(url, stranger, { conversationId, after: start }),
    watchConversation(url, stranger, { conversationId, after: 'not a cursor' }),
    watchList(url, stranger, { spaceId }),
    watchList(url, stranger, { spaceId, after: listStart }),
  ]
  const mine = watchList(url, stranger, { after: await listCursor(stranger) })
  await addMessage(user, { conversationId })
  await createSpace(stranger)
  await mine.until(reached(await listCursor(stranger)))
  expect(typesOf(mine.events)).toEqual(['SpaceCreated'])
  for (const watch of refused) {
    expect(await watch.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    expect(watch.events).toEqual([])
  }
})
