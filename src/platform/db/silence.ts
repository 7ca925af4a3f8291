import { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

const LOOK_MS = 250
/** What a server that does nothing else than answer may take, in so many steps. */
const PATIENCE_MS = 1_500
const STEP_MS = 100

/**
 * A pool whose connections are cut when its server falls silent: it hangs, or the way to it is broken and nothing says
 * so. What waits there then fails, and what comes next connects anew. A statement may take its time, as long as the
 * server answers another one, and `longest` milliseconds at most: then it is this one connection that hangs.
 */
export function poolThatHearsSilence(
  config: pg.PoolConfig,
  longest: number,
): { pool: pg.Pool; close: () => Promise<void> } {
  const sockets = new Set<Socket>()
  const stream = () => {
    const socket = new Socket()
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  }
  const pool = new pg.Pool({ ...config, stream })
  const cutLongest = watchLongest(pool, longest)
  const probe = new pg.Pool({ ...config, stream, max: 1 })
  // Without a listener the loss of an idle connection would end the process.
  probe.on('error', () => {})

  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const isWaiting = () => pool.totalCount > pool.idleCount
  const bytesHeard = () => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0)
  let heard = 0
  let isProbing = false

  async function look(): Promise<void> {
    cutLongest()
    const before = heard
    heard = bytesHeard()
    if (isProbing || !isWaiting() || heard !== before) return
    isProbing = true
    if (!(await answers(probe))) cut()
    isProbing = false
  }

  const looking = setInterval(look, LOOK_MS).unref()
  return {
    pool,
    async close() {
      clearInterval(looking)
      await probe.end()
      // Which would keep the process until the server lets go of them.
      cut()
    },
  }
}

/**
 * Answers with what cuts each connection that has waited for the end of a statement for so long. (`query_timeout` of pg
 * has a timer for each statement, which holds on to what it answered until long after.)
 */
function watchLongest(pool: pg.Pool, longest: number): () => void {
  /** Since when each may be waiting for the end of a statement. */
  const connections = new Map<pg.PoolClient, number>()
  pool.on('connect', (client) => {
    const ended = () => connections.set(client, performance.now())
    ended()
    client.connection.on('readyForQuery', ended)
  })
  pool.on('remove', (client) => connections.delete(client))

  return () => {
    const now = performance.now()
    for (const [client, since] of connections) {
      if (isReady(client)) connections.set(client, now)
      else if (now - since > longest) client.connection.stream.destroy()
    }
  }
}

/** Whether it waits for no statement, as the driver itself keeps it. */
const isReady = (client: pg.PoolClient): boolean =>
  (client as unknown as { readyForQuery: boolean }).readyForQuery

/** Whether a server answers in time, be it with an error. */
async function answers(probe: pg.Pool): Promise<boolean> {
  let isAnswered = false
  const end = () => {
    isAnswered = true
  }
  probe.query('SELECT 1').then(end, end)
  // In steps, so that a process which was itself held up has read what came in the meantime.
  for (let waited = 0; waited < PATIENCE_MS && !isAnswered; waited += STEP_MS) await setTimeout(STEP_MS)
  return isAnswered
}
