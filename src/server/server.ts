import { once } from 'node:events'
import { createServer } from 'node:http'
import { emptyTrash } from '../features/conversation/index.ts'
import { deleteLoose, previewMaker } from '../features/file/index.ts'
import { failSilent, forgetChunks, tellShown } from '../features/message/index.ts'
import type { Authority } from '../platform/auth/authority.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/db/database.ts'
import { EventHub } from '../platform/events/hub.ts'
import { pruneEvents } from '../platform/events/prune.ts'
import { redisBus } from '../platform/events/redisBus.ts'
import type { Logger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operatorError.ts'
import { rateLimiter } from '../platform/rateLimit.ts'
import { openFiles } from '../platform/storage/openStore.ts'
import { drainRemovals } from '../platform/storage/removals.ts'
import { schema } from '../schema.ts'
import { createAuthenticator } from './authenticate.ts'
import { closingGracefully } from './closeGracefully.ts'
import { cutOffUnread } from './cutOffUnread.ts'
import { EventStreams } from './eventStreams.ts'
import { createGraphiQL } from './graphiql.ts'
import { watchReadiness } from './health.ts'
import { createRequestListener } from './http.ts'
import { Load } from './limits/load.ts'
import { Rests } from './limits/rests.ts'
import { openTelemetry } from './observe/openTelemetry.ts'
import { createOperations } from './operations.ts'
import { repeat } from './repeat.ts'
import { sweep } from './sweep.ts'
import { urlOf } from './urlOf.ts'
import { serveWebSocket } from './websocket.ts'

export interface ServerOptions {
  config: Config
  authority: Authority
  database: Database
  logger: Logger
}

export interface Server extends AsyncDisposable {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  url: string
  hasGraphiQL: boolean
  /** A token of the user `demo`, in development, where tokens can be signed here. */
  demoToken: string | null
  /** Where Prometheus finds the metrics; null where there are none. */
  metricsUrl: string | null
}

const SECOND = 1_000
const DAY = 24 * 60 * 60 * SECOND

/** For how long a finished message is also told as it came; later, as a whole. */
const CHUNK_RETENTION = 600 * SECOND

/** How many connections the system keeps until we come to them: beyond it, clients try again only after seconds. */
const BACKLOG = 4_096

const timeouts = {
  headersTimeout: 8 * SECOND,
  // A long body takes its time: `watchPace` sees to it that it comes.
  requestTimeout: 0,
  // Longer than a load balancer in front keeps its connections, or it sends requests into those just closed.
  keepAliveTimeout: 65 * SECOND,
  // Without this, Node looks for requests past their time every 30 seconds only.
  connectionsCheckingInterval: SECOND,
}

/** Serves an opened database over HTTP, from the return until it is disposed of. */
export async function startServer({ config, authority, database, logger }: ServerOptions): Promise<Server> {
  const demoToken = config.isProduction ? null : ((await authority.sign?.('demo', 30 * DAY)) ?? null)
  const { prisma, statements } = database
  const { introspection, proxies, redisUrl, corsOrigins, trashRetention, eventRetention, streamTimeout } =
    config
  const authenticator = createAuthenticator({ authority, cookie: config.authCookie, origins: corsOrigins })
  const events = new EventHub(prisma, logger)
  if (redisUrl) events.bus = redisBus(redisUrl, logger, (stream, number) => events.heard(stream, number))
  const telemetry = await openTelemetry({ config, pool: database.pool, events, logger })
  const { observer } = telemetry
  const files = await openFiles(config, prisma, {
    baseUrl: (): string => config.publicUrl ?? urlOf(server),
    wakePreviews: () => previews.wake(),
    uploaded: (bytes) => observer?.uploaded(bytes),
  })
  const resources = { prisma, statements, events, files }
  const limiter = rateLimiter(config.rateLimits, redisUrl, logger)
  const operations = createOperations({ schema, ...resources, limiter, config, observer })
  const streams = new EventStreams()
  const load = new Load()
  const rests = new Rests()
  const readiness = watchReadiness(prisma, logger)
  const server = createServer(
    timeouts,
    createRequestListener({
      operations,
      streams,
      limiter,
      load,
      rests,
      proxies,
      introspection,
      authenticator,
      maxMultipartBytes: config.maxMultipartBytes,
      logger,
      resources,
      corsOrigins,
      sendGraphiQL: config.graphiql ? createGraphiQL(demoToken) : null,
      observer,
      readiness,
    }),
  )
  // Node's own answer would leave the connection waiting for a body that may never come.
  server.on('checkExpectation', (_request, response) => {
    response.writeHead(417, { connection: 'close' }).end()
  })
  const close = closingGracefully(server)
  server.on('connection', (socket) => cutOffUnread(socket, () => observer?.cutOff('http')))
  const webSocket = serveWebSocket({
    server,
    operations,
    authenticator,
    logger,
    limiter,
    load,
    proxies,
    observer,
  })
  server.listen({ port: config.port, host: config.host, backlog: BACKLOG })
  await once(server, 'listening').catch(async (cause: Error) => {
    await readiness[Symbol.asyncDispose]()
    throw new OperatorError(`HOST, PORT: ${cause.message}`, { cause })
  })
  const previews = repeat('previews', SECOND, logger, previewMaker({ resources, logger, tell: tellShown }))
  const background = [
    readiness,
    previews,
    sweep('trash', trashRetention, logger, () => emptyTrash(resources, trashRetention)),
    sweep('silent streams', streamTimeout, logger, () => failSilent(resources, streamTimeout)),
    sweep('finished streams', CHUNK_RETENTION, logger, () => forgetChunks(prisma, CHUNK_RETENTION)),
    sweep('events', eventRetention, logger, () => pruneEvents(prisma, eventRetention)),
    sweep('loose files', DAY, logger, () => deleteLoose(prisma)),
    sweep('bytes of files', SECOND, logger, () => drainRemovals(prisma, files.store)),
  ]
  return {
    url: urlOf(server),
    hasGraphiQL: config.graphiql,
    demoToken,
    metricsUrl: telemetry.metricsUrl,
    async [Symbol.asyncDispose]() {
      await rests[Symbol.asyncDispose]()
      const closed = close()
      const stopped = Promise.all(background.map((running) => running[Symbol.asyncDispose]()))
      // Those who watch would hold the server open.
      streams[Symbol.dispose]()
      await webSocket[Symbol.asyncDispose]()
      await events[Symbol.asyncDispose]()
      await limiter[Symbol.asyncDispose]()
      load[Symbol.dispose]()
      await closed
      // Before what may be waiting for it.
      await files.store[Symbol.asyncDispose]()
      await stopped
      await telemetry[Symbol.asyncDispose]()
    },
  }
}
