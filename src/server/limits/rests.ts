import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Connections of which nothing is read for a while. */
export class Rests {
  readonly #resting = new Map<Socket, NodeJS.Timeout>()
  #isOver = false

  /** From the end of a request on, for so many milliseconds. */
  after(request: IncomingMessage, ms: number): void {
    // Most bodies have come with their head, and are there by then.
    setImmediate(() => {
      const { complete, socket } = request
      if (!complete || this.#isOver || this.#resting.has(socket)) return
      socket.pause()
      this.#resting.set(socket, setTimeout(() => this.#end(socket), ms).unref())
    })
  }

  #end(socket: Socket): void {
    clearTimeout(this.#resting.get(socket))
    this.#resting.delete(socket)
    socket.resume()
  }

  /** Ends all of them, and reads what was sent meanwhile: to a server that closes, their connections are idle. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true
    for (const socket of this.#resting.keys()) this.#end(socket)
    // What is there now is read in the turn that comes then.
    await nextTurn()
    await nextTurn()
  }
}
