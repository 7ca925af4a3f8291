import type { IncomingMessage } from 'node:http'

/** A name or an address, and perhaps a port. */
const HOST = /^(\[[\da-f:.]+\]|[\w.~%!$&'()*+,;=-]+)(:\d{0,5})?$/i

/** Whether the request says once, and in a form that can be, which host it is for. Node asks only that something is there. */
export function hasHost({ headersDistinct, httpVersion }: IncomingMessage): boolean {
  const { host } = headersDistinct
  if (!host) return httpVersion === '1.0'
  return host.length === 1 && HOST.test(host[0] as string)
}
