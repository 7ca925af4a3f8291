import type { IncomingMessage } from 'node:http'
import { isIP, isIPv6 } from 'node:net'

/**
 * Where a request comes from, as far as one sender can be told from another: an IPv4 address, or the 64 bits of an IPv6
 * network. With so many proxies in front, as the outermost of them tells it; what a client claims comes before that.
 */
export function addressOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const { remoteAddress = '' } = socket
  if (!proxies) return networkOf(remoteAddress)
  const told = String(headers['x-forwarded-for'] ?? '').split(',')
  const address = told.at(-proxies)?.trim() ?? ''
  return networkOf(isIP(address) ? address : remoteAddress)
}

function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = [], tail = []] = plain.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array(8 - head.length - tail.length).fill('0')
  return [...head, ...zeros, ...tail].slice(0, 4).join(':')
}
