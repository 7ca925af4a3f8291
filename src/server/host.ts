import type { IncomingMessage } from 'node:http'
import { countOf } from './countOf.ts'

/** A name or an address, and perhaps a port. */
const HOST = /^(\[[\da-f:.]+\]|[\w.~%!$&'()*+,;=-]+)(:\d{0,5})?$/i

/** Whether the request says once, and in a form that can be, which host it is for. Node asks only that something is there. */
export function hasHost(request: IncomingMessage): boolean {
  const { host } = request.headers
  if (host === undefined) return request.httpVersion === '1.0'
  return countOf(request, 'host') === 1 && HOST.test(host)
}
