import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { S3Config } from '../config.ts'
import { dispositionOf, isShown } from './disposition.ts'
import { answered, found, MOVING_TIME, openClient } from './s3Client.ts'
import { S3Urls } from './s3Urls.ts'
import type { Arrival, Arrivals, DeclaredFile, FileStore, KeptBytes, UploadTarget } from './store.ts'

/** Objects are of no type, and what a browser must not show is served as such. */
const NO_TYPE = 'application/octet-stream'

/**
 * Files in a bucket of an S3 store. Clients bring and fetch them there by presigned URLs; what they bring lies under
 * `uploads/` until it is copied to where their URL no longer reaches.
 */
export class S3Store implements FileStore {
  readonly location: string
  readonly arrivals: Arrivals = {
    pathOf: (key) => `uploads/${key}`,
    look: (key) => this.#look(this.arrivals.pathOf(key)),
    keep: async (arrival, path, headBytes) => {
      if (!(await this.#copy(arrival, path))) return null
      return arrival.size ? this.#readHead(path, headBytes) : new Uint8Array()
    },
  }
  readonly #stop = new AbortController()
  readonly #client: S3Client
  readonly #bucket: string
  readonly #urls: S3Urls

  /** `urlLifetime` is in milliseconds. */
  constructor(config: S3Config, urlLifetime: number) {
    this.#client = openClient(config)
    this.#bucket = config.bucket
    this.#urls = new S3Urls(this.#client, config, urlLifetime)
    this.location = this.#urls.base.href
  }

  async uploadTarget({ key, contentType, size }: DeclaredFile, expiresAt: Date): Promise<UploadTarget> {
    const headers = { 'Content-Type': contentType }
    const url = await this.#urls.sign({
      method: 'PUT',
      path: this.arrivals.pathOf(key),
      // Whoever sends a body of known length sends this by themselves, and a browser lets no one else.
      headers: { ...headers, 'Content-Length': String(size) },
      expiresAt,
    })
    return { url, headers }
  }

  downloadUrl({ path, name, contentType }: KeptBytes, expiresAt: Date): Promise<string> {
    const query = {
      // Without `nosniff`, which no store sends, and without a sandbox.
      'response-content-type': isShown(contentType) ? contentType : NO_TYPE,
      'response-content-disposition': dispositionOf({ name, contentType }),
      'response-cache-control': 'private, immutable',
      'response-expires': expiresAt.toUTCString(),
    }
    return this.#urls.sign({ method: 'GET', path, query, expiresAt })
  }

  /** Whole in memory, since the store wants to know the length: what comes this way is small. */
  async write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(chunk)
    const put = new PutObjectCommand({ ...this.#at(path), Body: Buffer.concat(chunks), ContentType: NO_TYPE })
    await answered(this.#client.send(put, this.#waiting(MOVING_TIME)))
  }

  async read(path: string): Promise<AsyncIterable<Uint8Array>> {
    const { Body } = await answered(this.#client.send(new GetObjectCommand(this.#at(path)), this.#waiting()))
    return Body as AsyncIterable<Uint8Array>
  }

  /** One by one: not all stores take many at once with the checksums that the SDK knows. */
  async remove(path: string): Promise<void> {
    await answered(this.#client.send(new DeleteObjectCommand(this.#at(path)), this.#waiting()))
  }

  /** Whoever still waits for the store waits no longer. */
  async [Symbol.asyncDispose]() {
    this.#stop.abort()
    this.#client.destroy()
  }

  #waiting(time: object = {}) {
    return { ...time, abortSignal: this.#stop.signal }
  }

  #at(path: string) {
    return { Bucket: this.#bucket, Key: path }
  }

  async #look(path: string): Promise<Arrival | null> {
    const head = await found(this.#client.send(new HeadObjectCommand(this.#at(path)), this.#waiting()))
    return head && { path, size: head.ContentLength ?? 0, version: head.ETag ?? '' }
  }

  /** Answers whether it was there to be copied. Of the headers that the client chose, none is. */
  async #copy({ path, version }: Arrival, to: string): Promise<boolean> {
    const copy = new CopyObjectCommand({
      ...this.#at(to),
      CopySource: `${this.#bucket}/${path}`,
      CopySourceIfMatch: version,
      MetadataDirective: 'REPLACE',
      ContentType: NO_TYPE,
    })
    return (await found(this.#client.send(copy, this.#waiting(MOVING_TIME)))) !== null
  }

  async #readHead(path: string, bytes: number): Promise<Uint8Array> {
    const get = new GetObjectCommand({ ...this.#at(path), Range: `bytes=0-${bytes - 1}` })
    const head = this.#client.send(get, this.#waiting()).then(({ Body }) => Body?.transformToByteArray())
    return (await answered(head)) as Uint8Array
  }
}
