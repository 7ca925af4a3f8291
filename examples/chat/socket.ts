import { createClient } from 'graphql-ws'
import { resuming } from '../../docs/examples/resuming.ts'

const listeners = new Set<() => void>()
let isConnected = true

function setConnected(now: boolean) {
  if (isConnected === now) return
  isConnected = now
  for (const listener of listeners) listener()
}

const socket = createClient({
  url: `${location.origin.replace('http', 'ws')}/graphql`,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  // Soon enough for a person, and not all clients at once when a server comes back.
  retryWait: (retries) => wait(Math.min(300 * 2 ** retries, 3_000) * (0.5 + Math.random())),
  keepAlive: 10_000,
  on: {
    connected: () => setConnected(true),
    closed: () => setConnected(false),
    ping: (received) => {
      if (!received) pongTimer = setTimeout(() => socket.terminate(), 5_000)
    },
    pong: () => clearTimeout(pongTimer),
  },
})

let pongTimer: ReturnType<typeof setTimeout> | undefined

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

// A socket does not notice by itself that its network is gone.
addEventListener('offline', () => socket.terminate())

export const live = resuming(socket)

/** Whether the server can be reached, for useSyncExternalStore. */
export const connection = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  isConnected: () => isConnected,
}
