import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Rests } from '../../src/server/limits/rests.ts'

const REST_MS = 300
const GET = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'

/** A server that rests after each request; and a connection to it, what came on it and when. */
async function resting() {
  const rests = new Rests()
  const came: { at: number; body: string }[] = []
  const server = createServer((request, response) => {
    const one = { at: performance.now(), body: '' }
    came.push(one)
    rests.after(request, REST_MS)
    request.on('data', (chunk) => {
      one.body += chunk
    })
    request.once('end', () => response.end('x'))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const open = () => connect(port, '127.0.0.1')
  const socket = open()
  onTestFinished(() => {
    socket.destroy()
    server.close()
  })
  return { server, rests, came, socket, open }
}

test('what comes next on the connection is read when the rest is over, and others are not kept from anything', async () => {
  const { came, socket, open } = await resting()
  socket.write(GET)
  await once(socket, 'data')
  socket.write(GET)
  const other = open()
  other.write(GET)
  await once(other, 'data')
  expect(came).toHaveLength(2)
  await once(socket, 'data')
  const [first, , last] = came.map(({ at }) => at) as [number, number, number]
  expect(last - first).toBeGreaterThan(REST_MS - 10)
  other.destroy()
})

test('a body that is still to come is read all the same', async () => {
  const { came, socket } = await resting()
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\n\r\nabc')
  await expect.poll(() => came[0]?.body).toBe('abc')
  socket.write('def')
  await once(socket, 'data')
  expect(came[0]?.body).toBe('abcdef')
})

test('whoever leaves meanwhile is gone when it is over', async () => {
  const { server, socket } = await resting()
  socket.write(GET)
  await once(socket, 'data')
  socket.destroy()
  await expect
    .poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count))))
    .toBe(0)
})

test('a server that ends does not wait for it', async () => {
  const { server, socket } = await resting()
  socket.write(GET)
  await once(socket, 'data')
  server.close()
  await Promise.race([
    once(server, 'close'),
    setTimeout(5_000, undefined, { ref: false }).then(() => {
      throw new Error('still open')
    }),
  ])
})

test('what was sent in the meantime is answered before a server ends', async () => {
  const { server, rests, came, socket } = await resting()
  socket.write(GET)
  await once(socket, 'data')
  socket.write(GET)
  await setTimeout(50)
  expect(came).toHaveLength(1)
  const answer = once(socket, 'data')
  await rests[Symbol.asyncDispose]()
  expect(came).toHaveLength(2)
  server.close()
  expect(`${await answer}`).toMatch(/^HTTP\/1.1 200/)
})
