import { expect, test } from 'vitest'
import { emptyTrash } from '../../../src/features/conversation/index.ts'
import { EventHub } from '../../../src/platform/events/hub.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { sweep } from '../../../src/server/sweep.ts'
import { clientOf } from '../../support/client.ts'
import { testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'

const { url, database } = await testServer()
const { prisma } = database
const logger = createLogger('silent')
const events = new EventHub(prisma, logger)
const DAY = 24 * 60 * 60 * 1000

const CREATE = `mutation { createConversation(input: { messages: [{ role: USER, content: "Hi" }] }) {
  ... on CreateConversationPayload { conversation { id lastMessage { id } } }
} }`
const TRASH = `mutation ($id: ID!) { trashConversation(input: { conversationId: $id }) {
  ... on TrashConversationPayload { conversation { id state } }
} }`

/** A conversation of a user of its own that went into the trash so many days ago. */
async function trashed(daysAgo: number) {
  const user = await clientOf(url)
  const { id, lastMessage } = (await user.data(CREATE)).createConversation.conversation
  await user.data(TRASH, { id })
  await prisma.conversation.updateMany({
    where: { owner: { subject: user.name } },
    data: { trashedAt: new Date(Date.now() - daysAgo * DAY) },
  })
  const isThere = async () => {
    const { nodes } = await user.data('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [id, lastMessage.id],
    })
    return nodes.map((node: unknown) => node !== null)
  }
  return { isThere, subject: user.name }
}

test('what has been in the trash for longer than the retention time is deleted for good, the rest is not', async () => {
  const old = await trashed(31)
  const young = await trashed(29)
  await emptyTrash({ prisma, events }, 30 * DAY)
  expect(await old.isThere()).toEqual([false, false])
  expect(await young.isThere()).toEqual([true, true])
})

test('more than one batch goes at once', async () => {
  const user = await clientOf(url)
  const ids = await Promise.all(
    Array.from({ length: 101 }, async () => (await user.data(CREATE)).createConversation.conversation.id),
  )
  for (const id of ids) await user.data(TRASH, { id })
  expect(await emptyTrash({ prisma, events }, -DAY)).toBeGreaterThanOrEqual(101)
  expect(await prisma.conversation.count({ where: { owner: { subject: user.name } } })).toBe(0)
})

test('the server does it in the background, and stops when told', async () => {
  const { isThere } = await trashed(31)
  const sweeper = sweep('trash', 30 * DAY, logger, () => emptyTrash({ prisma, events }, 30 * DAY))
  await expect.poll(isThere, { timeout: 20_000 }).toEqual([false, false])
  await sweeper[Symbol.asyncDispose]()
})

test('a server that starts does it, after the time that its operator set', async () => {
  const [old, young] = [await trashed(3), await trashed(1)]
  await testServer({ TRASH_RETENTION: '2d' }, database)
  await expect.poll(old.isThere, { timeout: 20_000 }).toEqual([false, false])
  expect(await young.isThere()).toEqual([true, true])
})

testOnServer('while one instance is at it, another leaves it to that one', async () => {
  const first = await trashed(31)
  let atIt = Promise.resolve(0)
  await prisma.$transaction(async (transaction) => {
    // What its owner's lists are told of waits for this lock.
    await transaction.$queryRaw`SELECT FROM users WHERE subject = ${first.subject} FOR UPDATE`
    atIt = emptyTrash({ prisma, events }, 30 * DAY)
    const waiting = () =>
      prisma.$queryRaw`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    await expect.poll(waiting, { timeout: 20_000 }).toHaveLength(1)
    const second = await trashed(31)
    expect(await emptyTrash({ prisma, events }, 30 * DAY)).toBe(0)
    expect(await second.isThere()).toEqual([true, true])
  })
  expect(await atIt).toBe(1)
  expect(await first.isThere()).toEqual([false, false])
})
