import type { Socket } from 'node:net'

const LOOKS = 6
const LOOK_MS = 12_000

/** Tells alone how much of a write under way the system has taken; Node’s own time-outs look there too. */
interface Handle {
  bytesWritten: number
  /** How much of that waits in this process. */
  writeQueueSize: number
}

/**
 * Closes a connection whose client takes nothing of what waits for it, be it an answer, a file or a stream, from one
 * look to the sixth after it. One for whom nothing waits may stay. The system's buffers hide the slow ones for a while:
 * from a full one of 4 MiB, the most by default on Linux, 1.4 MB must go before it takes more. Who reads 64 KiB in
 * each 3 seconds does that in time.
 */
export function cutOffUnread(socket: Socket, onCutOff = () => {}, lookMs = LOOK_MS): void {
  const handle = (socket as unknown as { _handle: Handle })._handle
  let [taken, idle] = [0, 0]
  const look = setInterval(() => {
    const now = handle.bytesWritten - handle.writeQueueSize
    idle = handle.writeQueueSize && now === taken ? idle + 1 : 0
    taken = now
    if (idle < LOOKS) return
    onCutOff()
    socket.destroy()
  }, lookMs)
  socket.once('close', () => clearInterval(look))
}
