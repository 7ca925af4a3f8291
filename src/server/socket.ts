import type { Duplex } from 'node:stream'
import { GraphQLError } from 'graphql'
import type { Server } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Logger } from '../platform/logger.ts'
import { ANONYMOUS_BODY_LIMIT } from './body.ts'
import { checkJson } from './limits/json.ts'
import type { SocketExtra } from './socketOperations.ts'

const BEAT_MS = 12_000
/** What may wait for a client to read it before we stop to read what it sends. */
const MAX_UNREAD = 1024 * 1024
/** With more on its way to a client, the next event waits until the system has taken what there is. */
const MAX_UNSENT = 16 * 1024
/** The most that a frame has room for. */
const MAX_REASON = 123
const AS_TEXT = { binary: false }

interface Options {
  client: WebSocket
  /** Below the client. */
  socket: Duplex
  sessionToken: string | undefined
  protocol: Server<SocketExtra>
  logger: Logger
  /** Where the client is. */
  address: string
  isClosing: () => boolean
  /** Told when the client is cut off since it is gone, or reads nothing. */
  onCutOff: () => void
}

/** Carries a client's messages to the protocol and back, for as long as the client plays its part. */
export function attachSocket({
  client,
  socket,
  sessionToken,
  protocol,
  logger,
  address,
  isClosing,
  onCutOff,
}: Options): void {
  const isOpen = () => client.readyState === WebSocket.OPEN
  const close = (code = 1000, reason = '') =>
    client.close(code, Buffer.byteLength(reason) > MAX_REASON ? '' : reason)
  let isCorked = false

  /** What is sent in one go is written in one go: most of what an event costs is its own call of the system. */
  function cork() {
    if (isCorked) return
    isCorked = true
    socket.cork()
    process.nextTick(() => {
      isCorked = false
      socket.uncork()
    })
  }

  function send(message: string | Buffer): Promise<void> | undefined {
    if (!isOpen()) return
    cork()
    if (client.bufferedAmount < MAX_UNSENT) client.send(message, AS_TEXT)
    else return new Promise((resolve) => client.send(message, AS_TEXT, () => resolve()))
  }

  const extra: SocketExtra = { operations: 0, address, sessionToken, isOpen, send, close }
  let handle: (message: string) => Promise<void> = async () => {}

  const closed = protocol.opened(
    {
      protocol: client.protocol,
      close,
      onMessage: (callback) => {
        handle = callback
      },
      send,
    },
    extra,
  )

  client.on('message', async (data) => {
    // A client told to go, such as one whose token has expired, may still send.
    if (!isOpen() || isClosing()) return
    restrain()
    // As a stranger may send over HTTP.
    const bytes = data as Buffer
    if (!extra.claims && bytes.length > ANONYMOUS_BODY_LIMIT) return close(4403, 'Forbidden')
    try {
      checkJson(bytes)
      await handle(String(bytes))
    } catch (err) {
      if (err instanceof GraphQLError || isServersMessage(err)) return close(4400, 'Invalid message received')
      logger.error({ err }, 'unforeseen')
      close(4500, 'Internal server error')
    }
  })
  client.on('ping', restrain)
  socket.on('drain', () => client.resume())
  // The client's fault, such as a frame too large, of which the close code tells it.
  client.on('error', (err) => logger.debug({ err }, 'socket'))

  const stopBeating = beat(client, onCutOff)
  client.once('close', (code, reason) => {
    stopBeating()
    closed(code, String(reason)).catch((err) => logger.error({ err }, 'unforeseen'))
  })

  /** Answers must not pile up for a client that asks and asks and does not read. */
  function restrain() {
    if (client.bufferedAmount > MAX_UNREAD) client.pause()
  }
}

/** What graphql-ws throws at a message, well formed, of a kind that only servers send. */
const isServersMessage = (error: unknown) => /^Unexpected message of type/.test((error as Error).message)

/** Cuts a client off that has not taken and answered a ping by the next one: it is gone, or reads nothing. */
function beat(client: WebSocket, onCutOff: () => void): () => void {
  let [isTaken, isAnswered] = [true, true]
  client.on('pong', () => {
    isAnswered = true
  })
  const timer = setInterval(() => {
    if (!isTaken || !isAnswered) {
      onCutOff()
      return client.terminate()
    }
    isTaken = false
    isAnswered = false
    client.ping('', false, () => {
      isTaken = true
    })
  }, BEAT_MS)
  return () => clearInterval(timer)
}
