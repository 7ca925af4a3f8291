import type { ServerResponse } from 'node:http'
import type { PrismaClient } from '../platform/db/generated/client.ts'
import { migrationState } from '../platform/db/migrations.ts'
import { schemaProblem } from './schemaProblem.ts'

/** The process runs: restarting it would help nothing. */
export const sendLive = (response: ServerResponse) => send(response, 200, { status: 'live' })

/** Requests can be served: the database answers and its schema is the one that this program was built for. */
export async function sendReady(response: ServerResponse, prisma: PrismaClient) {
  const reason = await migrationState(prisma).then(schemaProblem, () => 'the database does not answer')
  if (reason) send(response, 503, { status: 'unavailable', reason })
  else send(response, 200, { status: 'ready' })
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
