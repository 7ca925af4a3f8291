import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Raw {
  socket: Socket
  /** What the server has said up to now. */
  said: () => string
  /** Settles with all that it said when it hangs up. */
  closed: Promise<string>
  /** The status of its first answer, or null when it hangs up without one. */
  status: () => Promise<number | null>
}

/** A connection that sends whatever bytes it is given. */
export async function openRaw(url: string): Promise<Raw> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk
  })
  // A reset is the end as well, and `once` would fail with it.
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
  const nextChunk = () => new Promise<false>((resolve) => socket.once('data', () => resolve(false)))
  await once(socket, 'connect')
  const answered = () => /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]
  return {
    socket,
    closed,
    said: () => text,
    async status() {
      while (!answered()) {
        const isOver = await Promise.race([nextChunk(), closed.then(() => true)])
        if (isOver) break
      }
      return answered() ? Number(answered()) : null
    },
  }
}
