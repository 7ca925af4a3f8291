import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { PrismaClient } from '../platform/db/generated/client.ts'
import { migrationState } from '../platform/db/migrations.ts'
import { schemaProblem } from './schemaProblem.ts'

/** Who asks has little patience, and the answer may have to wait behind the work of others. */
const PATIENCE_MS = 75
/** For how long what was found last is taken to be so still. */
const FRESH_MS = 5_000

const SILENT = 'the database does not answer'

/** The process runs: restarting it would help nothing. */
export const sendLive = (response: ServerResponse) => send(response, 200, { status: 'live' })

/** Answers whether requests can be served: the database answers and its schema is the one of this program. */
export function readiness(prisma: PrismaClient): (response: ServerResponse) => Promise<void> {
  let found: { problem: string | null; at: number } | undefined
  let search: Promise<string | null> | undefined

  async function find(): Promise<string | null> {
    const problem = await migrationState(prisma).then(schemaProblem, () => SILENT)
    found = { problem, at: Date.now() }
    search = undefined
    return problem
  }

  async function foundLately(): Promise<string | null> {
    await setTimeout(PATIENCE_MS)
    return found && Date.now() - found.at < FRESH_MS ? found.problem : SILENT
  }

  return async (response) => {
    search ??= find()
    const reason = await Promise.race(found ? [search, foundLately()] : [search])
    if (reason) send(response, 503, { status: 'unavailable', reason })
    else send(response, 200, { status: 'ready' })
  }
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
