import type { IncomingMessage } from 'node:http'

/** How often a header is there. (`headersDistinct` takes longer than all else that a request is asked.) */
export function countOf({ rawHeaders }: IncomingMessage, name: string): number {
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const other = rawHeaders[i] as string
    if (other.length === name.length && other.toLowerCase() === name) count++
  }
  return count
}
