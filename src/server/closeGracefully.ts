import { once } from 'node:events'
import type { Server } from 'node:http'

const GRACE_MS = 7_000

/** Takes no more requests and lets those in flight finish, but does not wait for ever. */
export async function closeGracefully(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection kept alive after its last answer would hold the server open.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
}
