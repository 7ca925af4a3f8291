import { expect, test } from 'vitest'
import { createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { locking } from '../support/locking.ts'
import { testServer } from '../support/server.ts'
import { type Socket, subscribe, userSocket } from '../ws/socket.ts'

const { url, database } = await testServer()
const VIEWER = '{ viewer { name } }'
const RENAME =
  'mutation ($id: ID!) { renameConversation(input: { conversationId: $id, title: "x" }) { __typename } }'

/** The code of the next error, or none. */
async function nextCode(socket: Socket): Promise<string | undefined> {
  const { type, payload } = await socket.next()
  return type === 'complete' ? nextCode(socket) : (payload.errors ?? payload)[0]?.extensions.code
}

/** What waits for a lock of PostgreSQL's is given up after a while; for the embedded database it waits longer. */
const testWaiting = test.skipIf(process.env.DATABASE_URL)

testWaiting(
  'what is too much is refused at once, health answers, and when the rest is done all is as before',
  async () => {
    const user = await clientOf(url)
    const { id } = await createConversation(user)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)

    const locked = await locking(database, id)
    const sockets = await Promise.all(Array.from({ length: 20 }, () => userSocket(url, user.name)))
    for (const socket of sockets) for (let n = 0; n < 100; n++) socket.send(subscribe(`${n}`, RENAME, { id }))
    const refused = await Promise.any(
      sockets.map(async (socket) => {
        for (;;) if ((await nextCode(socket)) === 'SERVICE_UNAVAILABLE') return socket
      }),
    )
    const { status, headers, body } = await user.send(VIEWER)
    expect([status, headers.get('retry-after')]).toEqual([503, '1'])
    expect(body.errors[0].extensions).toEqual({
      code: 'SERVICE_UNAVAILABLE',
      requestId: headers.get('x-request-id'),
    })
    for (const name of ['live', 'ready']) expect((await fetch(`${url}/health/${name}`)).status).toBe(200)

    await locked.release()
    await expect.poll(async () => (await user.send(VIEWER)).status).toBe(200)
    refused.send(subscribe('again', VIEWER))
    for (;;) {
      const { id: answered, type } = await refused.next()
      if (answered === 'again') return expect(type).toBe('next')
    }
  },
)

test('64 at a time are let in, however slow the server is', async () => {
  const user = await clientOf(url)
  const answers = await Promise.all(Array.from({ length: 64 }, () => user.send(VIEWER)))
  expect(answers.map(({ status }) => status)).toEqual(Array(64).fill(200))
})
