import { expect, onTestFinished, test, vi } from 'vitest'
import { appendToMessage } from '../../../src/features/message/append.ts'
import { EventHub } from '../../../src/platform/events/hub.ts'
import { decodeId } from '../../../src/platform/ids.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import { subscribe, userSocket } from '../../ws/socket.ts'
import { done, mutate } from '../fixtures.ts'
import { message } from './fixtures.ts'
import { append, finish, openStream } from './streams.ts'

const { url, database } = await testServer()
const { prisma, statements } = database

/** Does `work` while another connection keeps the conversations of streams locked. */
const whileLocked = (streams: { conversationId: string }[], work: () => Promise<unknown>) =>
  prisma.$transaction(
    async (transaction) => {
      const keys = streams.map(({ conversationId }) => decodeId('Conversation', conversationId))
      await transaction.$queryRaw`SELECT FROM conversations WHERE id = ANY(${keys}::uuid[]) FOR UPDATE`
      await work()
    },
    { timeout: 60_000 },
  )

const someoneWaits = () =>
  expect
    .poll(
      () =>
        prisma.$queryRaw`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      { timeout: 20_000 },
    )
    .not.toHaveLength(0)

const APPEND = `mutation ($input: AppendToMessageInput!) { appendToMessage(input: $input) { __typename } }`

/** Sends appends one after the other without waiting for the answers; `next` has those as they come, by place. */
async function pipeline(user: Client) {
  const socket = await userSocket(url, user.name)
  onTestFinished(() => socket.raw.terminate())
  let sent = 0
  return {
    send: (messageId: string, offset: number, text: string) =>
      socket.send(subscribe(`${sent++}`, APPEND, { input: { messageId, partIndex: 0, offset, text } })),
    next: async (): Promise<[place: number, answer: string]> => {
      const { id, type, payload } = await socket.next()
      if (type === 'complete') return [Number(id), 'complete']
      return [Number(id), payload.data.appendToMessage.__typename]
    },
  }
}

testOnServer('while somebody keeps conversations, appends to them wait in order, and no others', async () => {
  const [user, stranger] = [await clientOf(url), await clientOf(url)]
  const kept = [await openStream(user), await openStream(user), await openStream(user)]
  const [one] = kept as [(typeof kept)[0]]
  const [other, strange] = [await openStream(user), await openStream(stranger)]
  const { send, next } = await pipeline(user)
  await whileLocked(kept, async () => {
    for (const { id } of kept) {
      send(id, 0, 'a')
      await someoneWaits()
    }
    for (const offset of [1, 2, 3]) send(one.id, offset, 'a')
    for (const offset of [0, 1, 2]) await append(stranger, strange.id, 0, offset, 'b')
    send(other.id, 0, 'c')
    expect(await next()).toEqual([6, 'AppendToMessagePayload'])
    expect(await next()).toEqual([6, 'complete'])
  })
  const answers: unknown[] = []
  for (let count = 0; count < 12; count++) answers.push(await next())
  for (const place of [0, 1, 2, 3, 4, 5]) expect(answers).toContainEqual([place, 'AppendToMessagePayload'])
  expect(await message(user, one.id)).toMatchObject({ content: 'aaaa' })
})

testOnServer('an append to a message that is finished waits for nobody', async () => {
  const user = await clientOf(url)
  const stream = await openStream(user)
  const { id } = await finish(user, stream.id)
  await whileLocked([stream], async () => {
    const input = { messageId: id, partIndex: 0, offset: 0, text: 'a' }
    expect(await mutate(user, 'appendToMessage', input, '__typename')).toMatchObject({
      __typename: 'ConflictError',
    })
  })
})

testOnServer('several conversations that are kept do not wait for each other', async () => {
  const user = await clientOf(url)
  const [kept, freed] = [await openStream(user), await openStream(user)]
  const answers: Promise<unknown>[] = []
  await whileLocked([kept], async () => {
    await whileLocked([freed], async () => {
      answers.push(append(user, kept.id, 0, 0, 'a'))
      await someoneWaits()
      answers.push(append(user, freed.id, 0, 0, 'b'))
    })
    expect(await answers[1]).toMatchObject({ content: 'b' })
  })
  expect(await answers[0]).toMatchObject({ content: 'a' })
})

testOnServer('text sent at once arrives in order while the conversation changes all the time', async () => {
  const user = await clientOf(url)
  const { conversationId, id } = await openStream(user)
  const { send, next } = await pipeline(user)
  let isOver = false
  const change = async (name: number) => {
    for (let count = 0; !isOver; count++)
      await done(user, 'renameConversation', { conversationId, title: `${name} ${count}` }, '__typename')
  }
  const changes = [1, 2, 3].map(change)
  for (let offset = 0; offset < 90; offset++) send(id, offset, `${offset % 10}`)
  for (let count = 0; count < 180; count++) expect((await next())[1]).toMatch(/^(complete|.*Payload)$/)
  isOver = true
  await Promise.all(changes)
  expect((await message(user, id)).content).toBe('0123456789'.repeat(9))
})

testOnServer('who keeps a conversation for too long fails what waits for it, and nothing after', async () => {
  const user = await clientOf(url)
  const stream = await openStream(user)
  onTestFinished(() => void vi.useRealTimers())
  await whileLocked([stream], async () => {
    const input = { messageId: stream.id, partIndex: 0, offset: 0, text: 'a' }
    const answer = user.send(APPEND, { input })
    await someoneWaits()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    expect((await answer).body.errors).toMatchObject([{ extensions: { code: 'DATABASE_ERROR' } }])
  })
  expect(await append(user, stream.id, 0, 0, 'b')).toMatchObject({ content: 'b' })
})

test('who sends much does not keep others from their turn', async () => {
  const [user, stranger] = [await clientOf(url), await clientOf(url)]
  const flooded = []
  for (let count = 0; count < 20; count++) flooded.push((await openStream(user)).id)
  const { id: messageId } = await openStream(stranger)
  const events = new EventHub(prisma, createLogger('silent'))
  onTestFinished(() => events[Symbol.asyncDispose]())
  const sessionOf = async ({ name }: Client) => {
    const { id } = await prisma.user.findUniqueOrThrow({ where: { subject: name } })
    return { prisma, statements, events, viewer: { id, name } }
  }
  const [session, other] = [await sessionOf(user), await sessionOf(stranger)]
  let made = 0
  const flood = flooded.flatMap((id) =>
    Array.from({ length: 100 }, async (_, offset) => {
      await appendToMessage(session, { messageId: id, partIndex: 0, offset, text: 'a' })
      made++
    }),
  )
  await appendToMessage(other, { messageId, partIndex: 0, offset: 0, text: 'b' })
  expect(made).toBeLessThan(flood.length / 2)
  await Promise.all(flood)
  expect((await message(user, flooded[0] as string)).content).toBe('a'.repeat(100))
})
