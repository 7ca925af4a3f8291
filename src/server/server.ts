import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { emptyTrash } from '../features/conversation/index.ts'
import { failSilent, forgetChunks } from '../features/message/index.ts'
import { signToken } from '../platform/auth/token.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/db/database.ts'
import { EventHub } from '../platform/events/hub.ts'
import { pruneEvents } from '../platform/events/prune.ts'
import { redisBus } from '../platform/events/redisBus.ts'
import type { Logger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operatorError.ts'
import { schema } from '../schema.ts'
import { closeGracefully } from './closeGracefully.ts'
import { EventStreams } from './eventStreams.ts'
import { createGraphiQL } from './graphiql.ts'
import { createRequestListener } from './http.ts'
import { sweep } from './sweep.ts'
import { serveWebSocket } from './websocket.ts'
import { createPipeline } from './yoga.ts'

export interface ServerOptions {
  config: Config
  secret: Uint8Array
  database: Database
  logger: Logger
}

export interface Server extends AsyncDisposable {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  url: string
  hasGraphiQL: boolean
  /** A token of the user `demo`, in development. */
  demoToken: string | null
}

const SECOND = 1_000
const DAY = 24 * 60 * 60 * SECOND

/** For how long a finished message is also told as it came; later, as a whole. */
const CHUNK_RETENTION = 600 * SECOND

const timeouts = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 60 * SECOND,
  // Longer than a load balancer in front keeps its connections, or it sends requests into those just closed.
  keepAliveTimeout: 65 * SECOND,
  // Without this, Node looks for requests past their time every 30 seconds only.
  connectionsCheckingInterval: 2 * SECOND,
}

/** Serves an opened database over HTTP, from the return until it is disposed of. */
export async function startServer({ config, secret, database, logger }: ServerOptions): Promise<Server> {
  const demoToken = config.isProduction ? null : await signToken(secret, 'demo', 30 * DAY)
  const { prisma } = database
  const { introspection, redisUrl, trashRetention, eventRetention, streamTimeout } = config
  const events = new EventHub(prisma, logger)
  if (redisUrl) events.bus = redisBus(redisUrl, logger, (stream, number) => events.heard(stream, number))
  const pipeline = createPipeline({ schema, prisma, events, logger, introspection })
  const streams = new EventStreams()
  const server = createServer(
    timeouts,
    createRequestListener({
      pipeline,
      streams,
      introspection,
      secret,
      logger,
      prisma,
      sendGraphiQL: config.graphiql ? createGraphiQL(demoToken) : null,
    }),
  )
  const webSocket = serveWebSocket({ server, pipeline, secret, logger })
  server.listen(config.port, config.host)
  await once(server, 'listening').catch((cause: Error) => {
    throw new OperatorError(`HOST, PORT: ${cause.message}`, { cause })
  })
  const sweeps = [
    sweep('trash', trashRetention, logger, () => emptyTrash({ prisma, events }, trashRetention)),
    sweep('silent streams', streamTimeout, logger, () => failSilent({ prisma, events }, streamTimeout)),
    sweep('finished streams', CHUNK_RETENTION, logger, () => forgetChunks(prisma, CHUNK_RETENTION)),
    sweep('events', eventRetention, logger, () => pruneEvents(prisma, eventRetention)),
  ]
  return {
    url: urlOf(server),
    hasGraphiQL: config.graphiql,
    demoToken,
    async [Symbol.asyncDispose]() {
      const closed = closeGracefully(server)
      // Those who watch would hold the server open.
      streams[Symbol.dispose]()
      await webSocket[Symbol.asyncDispose]()
      await events[Symbol.asyncDispose]()
      await closed
      for (const running of sweeps) await running[Symbol.asyncDispose]()
    },
  }
}

function urlOf(server: HttpServer): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
