import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'

const KIB = 1024
const BODY_LIMIT = 16 * KIB * KIB
const ANONYMOUS_BODY_LIMIT = 64 * KIB

/** The body, refused as soon as it is known to be larger than this sender may send. */
export async function readBody(
  request: IncomingMessage,
  isAuthenticated: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const limit = isAuthenticated ? BODY_LIMIT : ANONYMOUS_BODY_LIMIT
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length
    if (length > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

const tooLarge = (limit: number) =>
  new GraphQLError(`The body may have ${limit / KIB} KiB at most.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 413 } },
  })
