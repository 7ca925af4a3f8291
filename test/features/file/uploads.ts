import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '../../support/client.ts'
import { done } from '../fixtures.ts'

/** Operations on uploads that many tests need. */

export const FILE =
  'id name contentType size storagePath isUploaded url urlExpiresAt previewUrl createdAt message { id }'

export const createUpload = (user: Client, input: object = {}) =>
  done(
    user,
    'createUpload',
    { name: 'notes.txt', contentType: 'text/plain', size: 5, ...input },
    `file { ${FILE} } uploadUrl uploadHeaders expiresAt`,
  )

/** The file as it is now, or null. */
export const fileOf = async (user: Client, id: string) =>
  (await user.data(`query ($id: ID!) { file(id: $id) { ${FILE} } }`, { id })).file

type Bytes = string | Uint8Array | AsyncIterable<Uint8Array>

/** Sends bytes where they go, piece by piece where they come so; the status, and what is wrong if anything. */
export async function put(
  url: string,
  body: Bytes,
): Promise<{ status: number; code?: string; message?: string }> {
  const response = await fetch(url, { method: 'PUT', body, duplex: 'half' } as RequestInit)
  const text = await response.text()
  if (!text) return { status: response.status }
  const [error] = JSON.parse(text).errors
  return { status: response.status, code: error.extensions.code, message: error.message }
}

/** A file whose bytes are there. */
export async function upload(user: Client, bytes: string | Uint8Array, declared: object = {}) {
  const body = Buffer.from(bytes)
  const { file, uploadUrl, uploadHeaders } = await createUpload(user, { size: body.length, ...declared })
  const { ok, status } = await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body })
  if (!ok) throw new Error(`The upload was answered with ${status}.`)
  return fileOf(user, file.id)
}

/** The names of all files in the store of a server whose DATA_DIR this is. */
export async function storedIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'store'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}
