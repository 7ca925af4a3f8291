import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lockFolder } from '../../platform/db/folderLock.ts'
import { OperatorError } from '../../platform/operatorError.ts'
import type { Finding } from './finding.ts'

/** Whether the embedded database has its folder for itself. It is not opened: that would migrate it. */
export async function checkFolder(dataDir: string): Promise<Finding> {
  const folder = resolve(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const probe = join(folder, `doctor-${randomUUID()}`)
  await writeFile(probe, '')
  await rm(probe)
  try {
    await (await lockFolder(folder))()
  } catch (error) {
    // It may be the server itself.
    if (error instanceof OperatorError)
      return { subject: 'database', status: 'warning', message: error.message }
    throw error
  }
  const what = existsSync(join(folder, 'postgres')) ? 'is there' : 'is made at the first start'
  return { subject: 'database', status: 'ok', message: `the embedded database in ${folder} ${what}` }
}
