import type { ServerResponse } from 'node:http'
import type { PrismaClient } from '../platform/db/generated/client.ts'
import { migrationState } from '../platform/db/migrations.ts'
import type { Logger } from '../platform/logger.ts'
import { repeat } from './repeat.ts'
import { schemaProblem } from './schemaProblem.ts'

const LOOK_MS = 1_000
/** For how long what was found last is taken to be so still. */
const FRESH_MS = 5_000

const SILENT = 'the database does not answer'

/** The process runs: restarting it would help nothing. */
export const sendLive = (response: ServerResponse) => send(response, 200, { status: 'live' })

export interface Readiness extends AsyncDisposable {
  send: (response: ServerResponse) => Promise<void>
}

/**
 * Looks again and again whether requests can be served: the database answers and its schema is the one of this program.
 * Whoever asks is told what was found last: under load, what the database says would come behind the work of others.
 */
export function watchReadiness(prisma: PrismaClient, logger: Logger): Readiness {
  let found: { problem: string | null; at: number } | undefined
  let looking: Promise<void> | undefined

  const look = () => {
    looking ??= migrationState(prisma)
      .then(
        (state) => {
          found = { problem: schemaProblem(state), at: performance.now() }
        },
        // Others may have taken all connections. A database that is away is not heard of again.
        () => {},
      )
      .finally(() => {
        looking = undefined
      })
    return looking
  }

  const repeated = repeat('readiness', LOOK_MS, logger, look)
  return {
    async send(response) {
      // As the server starts.
      if (!found) await look()
      const reason = found && performance.now() - found.at < FRESH_MS ? found.problem : SILENT
      if (reason) send(response, 503, { status: 'unavailable', reason })
      else send(response, 200, { status: 'ready' })
    },
    [Symbol.asyncDispose]: () => repeated[Symbol.asyncDispose](),
  }
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
