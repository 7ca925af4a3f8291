import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { EventHub } from '../../src/platform/events/hub.ts'
import { eventCursor } from '../features/event/fixtures.ts'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { openStream } from '../sse/stream.ts'
import { clientOf } from '../support/client.ts'
import { bearer, testServer } from '../support/server.ts'
import { complete, subscribe, userSocket } from './socket.ts'

const { url, database } = await testServer()
const ada = await clientOf(url)
const headers = await bearer(ada.name)
const follow = vi.spyOn(EventHub.prototype, 'follow')
afterEach(() => void follow.mockClear())
afterAll(() => void follow.mockRestore())

const EVENTS = `subscription ($id: ID!) {
  conversationEvents(conversationId: $id) { __typename ... on MessageAdded { message { content } } }
}`

/** How many logs the server reads, for anyone. */
const followed = () => (follow.mock.contexts[0] as EventHub | undefined)?.followed

const socketOf = async (id: string) => {
  const socket = await userSocket(url, ada.name)
  socket.send(subscribe('1', EVENTS, { id }))
  return { next: async () => (await socket.next()).payload, socket }
}

const leavings = {
  'a socket that is closed': async (id: string) => {
    const { next, socket } = await socketOf(id)
    return { next, leave: () => socket.raw.close() }
  },
  'a socket that is cut': async (id: string) => {
    const { next, socket } = await socketOf(id)
    return { next, leave: () => socket.raw.terminate() }
  },
  'a subscription that is completed': async (id: string) => {
    const { next, socket } = await socketOf(id)
    return { next, leave: () => socket.send(complete('1')) }
  },
  'an event stream that is closed': async (id: string) => {
    const { next, close } = await openStream(url, { query: EVENTS, variables: { id } }, { headers })
    return { next, leave: close }
  },
}

test.each(Object.entries(leavings))(
  '%s is followed no more, while it waits for what may never happen',
  async (_, open) => {
    const { id } = await createConversation(ada)
    const { leave } = await open(id)
    await expect.poll(followed).toBe(1)
    leave()
    await expect.poll(followed).toBe(0)
  },
)

test.each(Object.entries(leavings))('%s is followed no more, after events', async (_, open) => {
  const { id } = await createConversation(ada)
  const { next, leave } = await open(id)
  await expect.poll(followed).toBe(1)
  await addMessage(ada, { conversationId: id, content: 'Hello' })
  expect((await next()).data.conversationEvents.message).toEqual({ content: 'Hello' })
  leave()
  await expect.poll(followed).toBe(0)
})

test.each(Object.entries(leavings))('%s gets a fault masked, and then the end', async (_, open) => {
  const { id } = await createConversation(ada)
  const { next } = await open(id)
  await expect.poll(followed).toBe(1)
  const broken = vi.spyOn(database.prisma, '$queryRaw').mockRejectedValue(new Error('the details') as never)
  const hub = follow.mock.contexts[0] as EventHub
  for (const [stream] of follow.mock.calls) hub.heard(stream, 1_000)
  const { data = null, errors } = await next()
  broken.mockRestore()
  expect([data, errors]).toEqual([
    null,
    [
      {
        message: 'Internal server error',
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
      },
    ],
  ])
  await expect.poll(followed).toBe(0)
})

test('who completes a subscription in the midst of events that came together gets no more of them', async () => {
  const { id } = await createConversation(ada)
  const after = await eventCursor(ada, id)
  const content = 'x'.repeat(20_000)
  for (let count = 0; count < 20; count++) await addMessage(ada, { conversationId: id, content })
  // More of each than the system takes for a client that does not read.
  const names = Array.from({ length: 50 }, (_, index) => `name${index}: content`)
  const query = `subscription ($id: ID!, $after: String) {
    conversationEvents(conversationId: $id, after: $after) { ... on MessageAdded { message { ${names} } } }
  }`
  const { raw, send, next } = await userSocket(url, ada.name)
  send(subscribe('1', query, { id, after }))
  expect((await next()).id).toBe('1')
  raw.pause()
  send(complete('1'))
  send(subscribe('2', '{ viewer { name } }'))
  await expect.poll(followed).toBe(0)
  raw.resume()
  const ids = []
  while (ids.at(-1) !== '2') ids.push((await next()).id)
  expect(ids.length).toBeLessThan(20)
  expect(await next()).toEqual({ id: '2', type: 'complete' })
  send(subscribe('3', '{ viewer { name } }'))
  expect((await next()).id).toBe('3')
})

test('nobody gets the events of another, whatever runs beside them', async () => {
  const users = await Promise.all(Array.from({ length: 4 }, () => clientOf(url)))
  const watching = await Promise.all(
    users.map(async (user) => {
      const { id } = await createConversation(user)
      const socket = await userSocket(url, user.name)
      socket.send(subscribe('1', EVENTS, { id }))
      const authorization = await bearer(user.name)
      const stream = await openStream(url, { query: EVENTS, variables: { id } }, { headers: authorization })
      return { user, id, socket, stream }
    }),
  )
  await expect.poll(followed).toBe(4)
  const contents = (name: string) => Array.from({ length: 10 }, (_, index) => `${index} of ${name}`)
  await Promise.all(
    watching.map(async ({ user, id }) => {
      for (const content of contents(user.name)) await addMessage(user, { conversationId: id, content })
    }),
  )
  for (const { user, socket, stream } of watching) {
    const heard: [string[], string[]] = [[], []]
    while (heard[0].length < 10)
      heard[0].push((await socket.next()).payload.data.conversationEvents.message.content)
    while (heard[1].length < 10) heard[1].push((await stream.next()).data.conversationEvents.message.content)
    expect(heard).toEqual([contents(user.name), contents(user.name)])
    expect(socket.received).toEqual([])
    stream.close()
    socket.raw.close()
  }
})
