import type { ServerResponse } from 'node:http'

const MAX_TIMER = 2 ** 31 - 1

/**
 * Answers that go on, as Server-Sent Events do. Each lasts no longer than the token of whoever gets it and the server;
 * and then breaks off, so that its reader knows that there may be more.
 */
export class EventStreams implements Disposable {
  readonly #open = new Set<ServerResponse>()
  #isOver = false

  add(response: ServerResponse, expiresAt: number): void {
    if (this.#isOver) return void response.destroy()
    const expiry = setTimeout(() => response.destroy(), Math.min(expiresAt - Date.now(), MAX_TIMER))
    this.#open.add(response)
    response.once('close', () => {
      clearTimeout(expiry)
      this.#open.delete(response)
    })
  }

  [Symbol.dispose](): void {
    this.#isOver = true
    for (const response of this.#open) response.destroy()
  }
}
