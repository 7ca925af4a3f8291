import { createWriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { encodeId } from '../ids.ts'
import {
  type DeclaredFile,
  type FileStore,
  type KeptBytes,
  StoreUnavailable,
  type UploadTarget,
} from './store.ts'
import type { UrlSigner } from './urlSigner.ts'

/** Files in a folder, brought and fetched through this server by URLs that it signs. */
export class FolderStore implements FileStore {
  readonly location: string
  readonly arrivals = null
  readonly urls: UrlSigner

  constructor(folder: string, urls: UrlSigner) {
    this.location = resolve(folder)
    this.urls = urls
  }

  async uploadTarget({ key, contentType }: DeclaredFile, expiresAt: Date): Promise<UploadTarget> {
    const url = await this.urls.sign({ action: 'upload', id: encodeId('File', key) }, expiresAt)
    return { url, headers: { 'Content-Type': contentType } }
  }

  downloadUrl({ key, kind }: KeptBytes, expiresAt: Date): Promise<string> {
    return this.urls.sign({ action: kind, id: encodeId('File', key) }, expiresAt)
  }

  async write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const place = this.placeOf(path)
    const folder = dirname(place)
    try {
      const made = await mkdir(folder, { recursive: true, mode: 0o700 })
      if (made) await flush(dirname(made))
      // Flushed, and its name too: what is said to be kept is kept also when the machine dies.
      await pipeline(bytes, createWriteStream(place, { flags: 'wx', mode: 0o600, flush: true }))
      await flush(folder)
    } catch (error) {
      await rm(place, { force: true }).catch(() => {})
      throw isOfDisk(error)
        ? new StoreUnavailable('The folder of files takes nothing.', { cause: error })
        : error
    }
  }

  async read(path: string): Promise<AsyncIterable<Uint8Array>> {
    return (await open(this.placeOf(path))).createReadStream()
  }

  async remove(path: string): Promise<void> {
    await rm(this.placeOf(path), { force: true })
  }

  /** Where on the disk it is kept. */
  placeOf(path: string): string {
    return join(this.location, path)
  }

  async [Symbol.asyncDispose]() {}
}

/** Full, read-only, not there, or broken. */
const disk = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'ENOTDIR', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE'])

const isOfDisk = (error: unknown): boolean => disk.has((error as NodeJS.ErrnoException).code ?? '')

async function flush(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
