import type { IncomingMessage, ServerResponse } from 'node:http'
import { keptFile, keptPreview, receive, requireSize } from '../../features/file/index.ts'
import { decodeId } from '../../platform/ids.ts'
import { NotFound } from '../../platform/refusal.ts'
import type { Resources } from '../../platform/session.ts'
import type { FolderStore } from '../../platform/storage/folderStore.ts'
import { forbidden, httpProblem, methodNotAllowed, unsupported } from './errors.ts'
import { sendBytes } from './sendBytes.ts'

/** What a page may read of an answer, besides what it always may. */
const EXPOSED = 'Content-Disposition, Content-Length, Content-Range, ETag, X-Request-Id'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Where the bytes of files go that are kept in a folder: a signed URL is all that it takes, of any site. */
export function fileRoutes(resources: Resources, store: FolderStore): Handler {
  async function route(request: IncomingMessage, response: ServerResponse) {
    const { method = '' } = request
    const url = new URL(request.url ?? '/', 'http://localhost')
    const methods = url.pathname.startsWith('/uploads/') ? ['PUT'] : ['GET', 'HEAD']
    if (method === 'OPTIONS') return preflight(response, methods)
    if (!methods.includes(method)) throw methodNotAllowed(methods)
    const grant = await store.urls.verify(url)
    if (!grant) throw forbidden()
    const file = await fileOf(grant.id)
    if (grant.action === 'upload') {
      refuseParts(request)
      const length = request.headers['content-length']
      if (length !== undefined) requireSize(file, Number(length))
      await receive(resources, file, request.iterator({ destroyOnReturn: false }))
      response.writeHead(204).end()
      return
    }
    const kept = grant.action === 'preview' ? keptPreview(file) : keptFile(file)
    if (!kept) throw new NotFound('File')
    const maxAge = Math.floor((grant.expiresAt - Date.now()) / 1_000)
    await sendBytes(store, kept, maxAge, request, response)
  }

  async function fileOf(id: string) {
    const key = decodeId('File', id)
    const file = key && (await resources.prisma.file.findUnique({ where: { id: key } }))
    if (!file) throw new NotFound('File')
    return file
  }

  return async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', EXPOSED)
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    try {
      await route(request, response)
    } catch (error) {
      throw httpProblem(error)
    }
  }
}

/** Bytes are taken as they are and whole: what is packed, or a part, would be kept as something else than it is. */
function refuseParts({ headers }: IncomingMessage) {
  if (headers['content-range'] !== undefined) throw unsupported(400, 'Content-Range')
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw unsupported(415, 'Content-Encoding')
}

function preflight(response: ServerResponse, methods: string[]) {
  response
    .writeHead(204, {
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': 'Content-Type, Range',
      'Access-Control-Max-Age': '86400',
    })
    .end()
}
