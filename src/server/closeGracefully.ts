import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const GRACE_MS = 7_000

/** Takes no more requests and lets those in flight finish on these connections, but does not wait for ever. */
export async function closeGracefully(server: Server, connections: Iterable<Socket> = []): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const sweep = setInterval(() => {
    // A connection kept alive after its last answer would hold the server open.
    server.closeIdleConnections()
    // As would one that a browser opened beforehand: to Node it is in the midst of its first request.
    for (const connection of connections) if (!connection.bytesRead) connection.destroy()
  }, 50)
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
}
