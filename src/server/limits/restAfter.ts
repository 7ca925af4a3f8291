import type { IncomingMessage } from 'node:http'

/** Reads nothing of the connection for a while after a request. */
export function restAfter(request: IncomingMessage, ms: number): void {
  // Most bodies have come with their head, and are there by then.
  setImmediate(() => {
    if (!request.complete) return
    const { socket } = request
    socket.pause()
    setTimeout(() => socket.resume(), ms).unref()
  })
}
