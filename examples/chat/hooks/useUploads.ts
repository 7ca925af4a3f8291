import { useState } from 'react'
import { type Client, useClient } from 'urql'
import { CREATE_UPLOAD } from '../operations.ts'

export interface Upload {
  key: string
  file: File
  /** A picture of it, from here. */
  preview: string | null
  state: 'uploading' | 'done' | 'failed'
  /** What the server calls it. */
  id?: string
  /** Why it failed. */
  detail?: string
}

/** Files that are brought to the server while the message that they belong to is still being written. */
export function useUploads() {
  const client = useClient()
  const [uploads, setUploads] = useState<Upload[]>([])

  const update = (key: string, change: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)))

  async function start({ key, file }: Upload) {
    update(key, { state: 'uploading' })
    try {
      update(key, { id: await upload(client, file), state: 'done' })
    } catch (error) {
      update(key, { state: 'failed', detail: (error as Error).message })
    }
  }

  return {
    uploads,
    retry: start,
    add(files: Iterable<File>) {
      const added = [...files].map<Upload>((file) => ({
        key: crypto.randomUUID(),
        file,
        preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
        state: 'uploading',
      }))
      setUploads((all) => [...all, ...added])
      for (const upload of added) void start(upload)
    },
    remove({ key }: Upload) {
      setUploads((all) => all.filter((upload) => upload.key !== key))
    },
    clear: () => setUploads([]),
  }
}

/** Declares a file and brings its bytes; its id. */
async function upload(client: Client, file: File): Promise<string> {
  const { name, size } = file
  const contentType = file.type || 'application/octet-stream'
  const { data, error } = await client.mutation(CREATE_UPLOAD, { input: { name, contentType, size } })
  const target = data?.createUpload
  if (target?.__typename !== 'CreateUploadPayload') throw new Error(target?.detail ?? error?.message)
  const { uploadUrl, uploadHeaders, file: declared } = target
  const response = await fetch(uploadUrl, {
    method: 'PUT',
    headers: uploadHeaders as Record<string, string>,
    body: file,
  })
  if (!response.ok) throw new Error(`The upload was answered with ${response.status}.`)
  return declared.id
}
