import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A disk of the test file's own, so small that it can be filled. */
export interface SmallDisk {
  folder: string
  /** Leaves so many bytes free. */
  fill: (left: number) => Promise<void>
  empty: () => Promise<void>
}

/** Null where none can be mounted: that takes root, and some containers do not let even root. */
export function smallDisk(mebibytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'tertulia-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmdirSync(folder)
    return null
  }
  afterAll(() => {
    // Lazily: what still runs on it is killed after this.
    execFileSync('umount', ['--lazy', folder])
    rmdirSync(folder)
  })
  const filler = join(folder, 'filler')
  return {
    folder,
    async fill(left) {
      const { bavail, bsize } = await statfs(folder)
      await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)))
    },
    empty: () => rm(filler),
  }
}
