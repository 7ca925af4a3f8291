import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { OperatorError } from '../operatorError.ts'
import { isRunning, processStart } from './processes.ts'

interface Holder {
  id: string
  pid: number
  host: string
  /** When the process started, as its system puts it; null where that cannot be told. */
  processStart: string | null
  since: string
}

/** Makes this process the only one in the folder, until the function that it returns is called. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock')
  const me: Holder = {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    processStart: await processStart(process.pid),
    since: new Date().toISOString(),
  }
  const holder = await claim(path, me)
  if (holder) {
    throw new OperatorError(
      `${folder} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}. ` +
        `If that process is gone, delete ${path}`,
    )
  }
  return () => rm(path, { force: true })
}

/** Writes `me` to the path, unless a running holder is there: then answers with that one. */
async function claim(path: string, me: Holder): Promise<Holder | undefined> {
  for (;;) {
    if (await create(path, me)) return
    const holder = await read(path)
    if (!holder) continue
    if (await isRunningHere(holder)) return holder
    const right = `${path}-${holder.id}`
    // Of several that find the same holder dead, only one may take its place.
    const rival = await claim(right, me)
    if (rival) return rival
    try {
      if ((await read(path))?.id === holder.id) return await replace(path, me)
    } finally {
      await rm(right, { force: true })
    }
  }
}

async function isRunningHere(holder: Holder): Promise<boolean> {
  // Another machine's processes cannot be seen from here.
  if (holder.host !== hostname()) return true
  return isRunning(holder.pid, holder.processStart)
}

/** Whether the file was not there. Linked into place, it never shows without its content. */
async function create(path: string, me: Holder): Promise<boolean> {
  const draft = await writeDraft(path, me)
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function replace(path: string, me: Holder): Promise<undefined> {
  await rename(await writeDraft(path, me), path)
}

async function writeDraft(path: string, me: Holder): Promise<string> {
  const draft = `${path}-draft-${randomUUID()}`
  await writeFile(draft, JSON.stringify(me), { mode: 0o600 })
  return draft
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (!(error instanceof SyntaxError)) throw error
    throw new OperatorError(`${path} is damaged. If no other process uses the folder, delete it`)
  }
}
