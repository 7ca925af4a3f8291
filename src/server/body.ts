import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'

const KIB = 1024
export const BODY_LIMIT = 16 * KIB * KIB
export const ANONYMOUS_BODY_LIMIT = 64 * KIB
/** Of other types than JSON, whose values nobody counts before they are read. */
export const OTHER_BODY_LIMIT = KIB * KIB

export type Body = Buffer<ArrayBuffer>

/** The body, refused as soon as it is known to be larger than this sender may send; `grow` is told how long it is by now. */
export function readBody(
  request: IncomingMessage,
  limit: number,
  grow: (length: number) => void,
): Promise<Body> {
  const { 'content-encoding': encoding = 'identity' } = request.headers
  if (encoding !== 'identity') throw encoded()
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  if (request.destroyed) throw gone()
  return new Promise((resolve, reject) => {
    const chunks: Body[] = []
    let length = 0
    const take = (chunk: Body) => {
      length += chunk.length
      chunks.push(chunk)
      try {
        if (length > limit) throw tooLarge(limit)
        grow(length)
      } catch (error) {
        // What follows is not asked for.
        request.off('data', take).pause()
        chunks.length = 0
        reject(error)
      }
    }
    request.on('data', take).on('error', reject)
    request.on('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] as Body) : Buffer.concat(chunks, length)),
    )
    request.on('close', () => {
      if (!request.readableEnded) reject(gone())
    })
  })
}

/** Nobody is there to be told. */
const gone = () => new Error('The body did not come to its end.')

const tooLarge = (limit: number) =>
  new GraphQLError(`The body may have ${limit} bytes at most.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 413 } },
  })

/** What is packed could be of any size: a few kilobytes unpack to gigabytes. */
const encoded = () =>
  new GraphQLError('Content-Encoding is not supported: send the body as it is.', {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 415 } },
  })
