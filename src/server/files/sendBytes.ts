import type { IncomingMessage, ServerResponse } from 'node:http'
import send from 'send'
import { dispositionOf, isShown, servedType } from '../../platform/storage/disposition.ts'
import type { FolderStore } from '../../platform/storage/folderStore.ts'
import type { KeptBytes } from '../../platform/storage/store.ts'
import { gone, unmet, unreachableRange } from './errors.ts'

/**
 * Sends what is kept in the folder: whole, a range of it, or that the client's copy is still good, for `maxAge` more
 * seconds.
 */
export function sendBytes(
  store: FolderStore,
  { key, kind, path, name, contentType }: KeptBytes,
  maxAge: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = new Map([
    ['Content-Type', servedType(contentType)],
    ['Content-Disposition', dispositionOf({ name, contentType })],
    // The bytes of a file never change.
    ['ETag', `"${kind}-${key}"`],
    ['Cache-Control', `private, max-age=${maxAge}, immutable`],
  ])
  if (!isShown(contentType)) headers.set('Content-Security-Policy', "sandbox; default-src 'none'")
  response.setHeaders(headers)
  return new Promise((resolve, reject) => {
    response.once('close', resolve)
    send(request, encodeURI(path), {
      root: store.location,
      dotfiles: 'allow',
      cacheControl: false,
      lastModified: false,
      index: false,
    })
      .on('error', (error: Error & { status?: number }) => {
        for (const name of headers.keys()) response.removeHeader(name)
        reject(problems.get(error.status)?.() ?? error)
      })
      .pipe(response)
  })
}

const problems = new Map<number | undefined, () => Error>([
  [404, gone],
  [412, unmet],
  [416, unreachableRange],
])
