import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import { freePort } from '../support/freePort.ts'

/** A PostgreSQL of the test file's own, to be ended, frozen and started again. It is not running yet. */
export interface PostgresServer {
  url: string
  /** Resolves when it answers. */
  start: () => Promise<void>
  /** SIGINT ends it as an operator does, SIGQUIT at once, as if it crashed. */
  stop: (signal: 'SIGINT' | 'SIGQUIT') => Promise<void>
  /** Sends a signal to each of its processes. */
  signalAll: (signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void
}

const HOMES = '/usr/lib/postgresql'

/** Where its programs are: Debian has them on nobody's path. */
function programs(): string | null {
  try {
    const [newest] = readdirSync(HOMES).sort((a, b) => Number(b) - Number(a))
    return `${HOMES}/${newest}/bin`
  } catch {
    return null
  }
}

const folder = programs()
if (!folder && process.env.CI) throw new Error(`${HOMES} is missing: install the package "postgresql".`)

/** Once a run is enough: where the other tests too use a PostgreSQL. */
export const hasOwnPostgres = folder !== null && process.env.DATABASE_URL !== undefined

/** It refuses to run as root. */
const user = () =>
  process.getuid?.() === 0
    ? {
        uid: Number(execFileSync('id', ['-u', 'postgres'])),
        gid: Number(execFileSync('id', ['-g', 'postgres'])),
      }
    : {}

export async function postgresServer(): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'tertulia-postgres-'))
  chmodSync(home, 0o777)
  const data = join(home, 'data')
  execFileSync(`${folder}/initdb`, ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync'], {
    ...user(),
    cwd: home,
    stdio: 'ignore',
  })
  const port = await freePort()
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  // What is written outlives the process without it.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']
  let postmaster: ChildProcess | undefined
  const signalAll = (signal: NodeJS.Signals) => {
    if (postmaster?.pid === undefined || postmaster.exitCode !== null || postmaster.signalCode) return
    const children = readFileSync(`/proc/${postmaster.pid}/task/${postmaster.pid}/children`, 'utf8')
    // The first first, or it would start new ones.
    for (const pid of [postmaster.pid, ...children.trim().split(' ').map(Number)]) process.kill(pid, signal)
  }
  afterAll(async () => {
    signalAll('SIGKILL')
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    url,
    signalAll,
    async start() {
      postmaster = spawn(
        `${folder}/postgres`,
        ['-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])],
        { ...user(), cwd: home, stdio: 'ignore' },
      )
      while (!(await answers(url))) {
        if (postmaster.exitCode !== null) throw new Error('The PostgreSQL ended before it served.')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async stop(signal) {
      const exited = once(postmaster as ChildProcess, 'exit')
      postmaster?.kill(signal)
      await exited
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
