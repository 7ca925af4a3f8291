import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { handleProtocols, makeServer } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import { hasHost } from './host.ts'
import { addressOf } from './limits/address.ts'
import type { Observer } from './observe/observer.ts'
import { OperationsInFlight } from './operationsInFlight.ts'
import { attachSocket } from './socket.ts'
import { type SocketExtra, type SocketOptions, socketOptions } from './socketOperations.ts'

const PATH = '/graphql'
const MAX_FRAME = 2 * 1024 * 1024
const FINISH_MS = 5_000
const CLOSE_MS = 1_500

interface Options extends SocketOptions {
  server: Server
  /** How many of ours are in front, each of which adds to X-Forwarded-For. */
  proxies: number
  observer: Observer | null
}

/** GraphQL over WebSocket (graphql-transport-ws), on the path of HTTP and under the same rules. */
export function serveWebSocket({ server, proxies, observer, ...options }: Options): AsyncDisposable {
  const inFlight = new OperationsInFlight()
  const protocol = makeServer<Record<string, unknown>, SocketExtra>(socketOptions(options, inFlight))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, handleProtocols })
  let isClosing = false

  server.on('upgrade', (request, socket, head) => {
    const status = isClosing ? '503 Service Unavailable' : problemOf(request)
    if (status) return refuse(socket, status)
    const sessionToken = options.authenticator.sessionToken(request)
    sockets.handleUpgrade(request, socket, head, (client) =>
      attachSocket({
        client,
        socket,
        sessionToken,
        protocol,
        logger: options.logger,
        address: addressOf(request, proxies),
        isClosing: () => isClosing,
        onCutOff: () => observer?.cutOff('websocket'),
      }),
    )
  })

  return {
    async [Symbol.asyncDispose]() {
      isClosing = true
      await Promise.race([inFlight.finished(), setTimeout(FINISH_MS, undefined, { ref: false })])
      for (const client of sockets.clients) client.close(1001, 'Going away')
      const closed = new Promise<void>((resolve) => sockets.close(() => resolve()))
      await Promise.race([closed, setTimeout(CLOSE_MS, undefined, { ref: false })])
      // Whoever does not answer, or does not read, would hold the server open.
      for (const client of sockets.clients) client.terminate()
    },
  }
}

function problemOf(request: IncomingMessage): string | null {
  if (!hasHost(request)) return '400 Bad Request'
  return request.url?.split('?', 1)[0] === PATH ? null : '404 Not Found'
}

function refuse(socket: Duplex, status: string): void {
  // Node no longer listens, and a client that resets the connection shall not end the process.
  socket.on('error', () => {})
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
