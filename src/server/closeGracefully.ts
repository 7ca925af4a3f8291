import { once } from 'node:events'
import type { Server } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

const GRACE_MS = 7_000

/** What a connection is at. */
interface Work {
  /** How many requests are not answered to the last byte. */
  requests: number
  /** How many bytes had come when the last one was. */
  bytesRead: number
}

/**
 * Answers with what closes a server: it takes no more requests and lets those in flight finish, but does not wait for ever.
 * To Node a connection is idle as soon as its answer is written, also while that is on its way, and one on which nothing has
 * come yet, as browsers open them beforehand, is not.
 */
export function closingGracefully(server: Server): () => Promise<void> {
  const connections = new Map<Socket, Work>()
  server.on('connection', (socket) => {
    connections.set(socket, { requests: 0, bytesRead: 0 })
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    const work = connections.get(socket)
    if (!work) return
    work.requests++
    response.once('close', () => {
      work.requests--
      work.bytesRead = socket.bytesRead
    })
  })

  return async () => {
    const closed = once(server, 'close')
    // That of HTTP closes at once what is idle to it.
    NetServer.prototype.close.call(server)
    const sweep = setInterval(() => {
      for (const [socket, { requests, bytesRead }] of connections)
        if (!requests && socket.bytesRead === bytesRead) socket.destroy()
    }, 50)
    const deadline = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    await closed
    clearInterval(sweep)
    clearTimeout(deadline)
  }
}
