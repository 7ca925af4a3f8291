import { once } from 'node:events'
import { WebSocket } from 'ws'
import { tokenOf } from '../support/server.ts'

// biome-ignore lint/suspicious/noExplicitAny: a message is whatever the test says that it is
export type Message = any

export interface Socket {
  raw: WebSocket
  /** Sends a message, or text as it stands. */
  send: (message: unknown) => void
  /** The next message that nobody has taken yet; fails when the socket is closed instead. */
  next: () => Promise<Message>
  /** Those that nobody has taken yet. */
  received: Message[]
  closed: Promise<{ code: number; reason: string }>
}

export const PROTOCOL = 'graphql-transport-ws'

/** A socket that knows nothing of the protocol. */
export async function openSocket(
  url: string,
  protocol: string | string[] = PROTOCOL,
  headers: Record<string, string> = {},
): Promise<Socket> {
  const raw = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, { headers })
  const received: Message[] = []
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    raw.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  raw.on('message', (data) => received.push(JSON.parse(String(data))))
  raw.on('error', () => {})
  await once(raw, 'open')
  return {
    raw,
    received,
    closed,
    send: (message) => raw.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: async () => {
      while (!received.length) {
        const { code } = await Promise.race([once(raw, 'message').then(() => ({ code: 0 })), closed])
        if (code && !received.length) throw new Error(`The socket was closed with ${code}.`)
      }
      return received.shift()
    },
  }
}

/** One that a user has opened, as far as the acknowledgement. */
export async function userSocket(url: string, name: string, lifetimeMs?: number): Promise<Socket> {
  const socket = await openSocket(url)
  const authorization = `Bearer ${await tokenOf(name, lifetimeMs)}`
  socket.send({ type: 'connection_init', payload: { authorization } })
  const acknowledgement = await socket.next()
  if (acknowledgement.type !== 'connection_ack') throw new Error(JSON.stringify(acknowledgement))
  return socket
}

export const subscribe = (id: string, query: string, variables?: object, others?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, variables, ...others },
})

export const complete = (id: string) => ({ id, type: 'complete' })
