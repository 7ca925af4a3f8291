import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { testFolder } from '../../support/folder.ts'
import { testStore } from '../../support/s3Server.ts'

/** The stores that an operator can choose, for tests of what is the same in all of them. */

export interface OpenedStore {
  /** What a server that uses it is started with. */
  variables: Record<string, string>
  /** The paths of all that is kept in it. */
  keys: () => Promise<string[]>
}

async function folderStore(): Promise<OpenedStore> {
  const folder = await testFolder()
  const keys = async () => {
    const entries = await readdir(join(folder, 'store'), { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  }
  return { variables: { DATA_DIR: folder }, keys }
}

export const stores: [name: string, open: () => Promise<OpenedStore>][] = [
  ['a folder', folderStore],
  ['an S3 bucket', testStore],
]
