import type { S3Client } from '@aws-sdk/client-s3'
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import type { S3Config } from '../config.ts'

interface Grant {
  method: 'GET' | 'PUT'
  /** The object's key. */
  path: string
  /** What the store is to answer with. */
  query?: Record<string, string>
  /** What the request has to come with. */
  headers?: Record<string, string>
  expiresAt: Date
}

/**
 * Signs URLs of a bucket, without asking the store. With the presigner alone: `getSignedUrl` sends each through the
 * client's middleware, which takes some twenty times as long, and a page can have hundreds of files.
 */
export class S3Urls {
  /** Where the bucket is. */
  readonly base: URL
  readonly #presigner: S3RequestPresigner
  readonly #lifetime: number

  /** `lifetime` is that of the URLs, in milliseconds. */
  constructor(client: S3Client, { endpoint, region, bucket, forcePathStyle }: S3Config, lifetime: number) {
    this.base = client.config.endpointProvider({
      ...(endpoint && { Endpoint: endpoint }),
      Region: region,
      Bucket: bucket,
      ForcePathStyle: forcePathStyle,
    }).url
    this.#presigner = new S3RequestPresigner(client.config)
    this.#lifetime = lifetime
  }

  /** Equal grants have equal URLs: the time from which they are valid comes from the time until which they are. */
  async sign({ method, path, query = {}, headers = {}, expiresAt }: Grant): Promise<string> {
    const { protocol, hostname, port, origin, pathname } = this.base
    const place = `${pathname.replace(/\/$/, '')}/${path}`
    const signed = await this.#presigner.presign(
      {
        method,
        protocol,
        hostname,
        ...(port && { port: Number(port) }),
        path: place,
        query,
        headers,
      },
      {
        signingDate: new Date(expiresAt.getTime() - this.#lifetime),
        expiresIn: Math.floor(this.#lifetime / 1_000),
        // Left to itself, the presigner signs all headers but the type.
        signableHeaders: new Set(['content-type']),
      },
    )
    const parameters = Object.entries(signed.query ?? {}).map(
      ([name, value]) => `${encode(name)}=${encode(String(value))}`,
    )
    return `${origin}${place}?${parameters.join('&')}`
  }
}

/** As signatures count it: nothing but RFC 3986's unreserved characters stands for itself. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
