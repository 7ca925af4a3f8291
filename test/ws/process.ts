import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { build, type Serving, serve, tertulia } from '../cli/tertulia.ts'
import { createDatabase, dropDatabase, urlOf } from '../support/postgres.ts'
import { SECRET } from '../support/server.ts'

/** Where a server of its own process keeps its data: on DATABASE_URL, or in a folder. Built and made once for a file. */
export function ownProcess(): (variables?: Record<string, string>) => Promise<Serving> {
  const variables: Record<string, string> = { AUTH_JWT_SECRET: SECRET }
  const server = process.env.DATABASE_URL
  const name = `tertulia_test_${randomUUID()}`

  beforeAll(async () => {
    build()
    if (!server) {
      variables.DATA_DIR = await mkdtemp(join(tmpdir(), 'tertulia-ws-'))
      return
    }
    await createDatabase(server, name)
    variables.DATABASE_URL = urlOf(server, name)
    const { code, stderr } = await tertulia(['migrate'], variables)
    if (code !== 0) throw new Error(stderr)
  }, 300_000)
  afterAll(async () => {
    if (server) await dropDatabase(server, name)
    else if (variables.DATA_DIR) await rm(variables.DATA_DIR, { recursive: true, force: true })
  }, 300_000)
  return (more = {}) => serve({ ...variables, ...more })
}

/** How much memory the process has, in bytes, as the system sees it. */
export async function memoryOf({ process: { pid } }: Serving): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}

/** The files of the store that the process has open. */
export async function openFilesOf({ process: { pid } }: Serving): Promise<string[]> {
  const folder = `/proc/${pid}/fd`
  const targets = (await readdir(folder)).map((name) => readlink(`${folder}/${name}`).catch(() => ''))
  return (await Promise.all(targets)).filter((target) => target.includes('/store/'))
}
