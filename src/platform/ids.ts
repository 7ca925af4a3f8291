import { TypeID } from 'typeid-js'
import { v7 } from 'uuid'

/** The prefix of each kind of id, by the name of its type. */
export const idPrefixes = {
  User: 'user',
  Space: 'space',
  Conversation: 'conv',
  Message: 'msg',
  File: 'file',
} as const

export type NodeType = keyof typeof idPrefixes

const typesByPrefix = new Map<string, NodeType>(
  Object.entries(idPrefixes).map(([type, prefix]) => [prefix, type as NodeType]),
)

/** A new key: a UUID version 7, so that keys made later sort later. */
export const newKey = (): string => v7()

/** The public id of a key: a TypeID such as `conv_01h455vb4pex5vsknk084sn02q`. */
export const encodeId = (type: NodeType, key: string): string => `${idPrefixes[type]}_${base32(key)}`

const BASE32 = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz')
/** What a hexadecimal digit is worth, by its character code. */
const WORTH = new Uint8Array(128)
for (let worth = 0; worth < 16; worth++) WORTH[worth.toString(16).charCodeAt(0)] = worth
/** Where the digits of a UUID stand, between its dashes. */
const PLACES = Uint8Array.from(
  [...'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'].flatMap((sign, place) => (sign === 'x' ? place : [])),
)

/** What is being written: answers have hundreds of ids, for which typeid-js takes eight times as long. */
const written = Buffer.alloc(26)

/** A UUID as TypeID writes it: 26 characters of five bits each, two bits of 0 and its 128. */
function base32(key: string): string {
  write(0, 2, digits(key, 0, 2))
  for (let group = 0; group < 6; group++) write(2 + group * 4, 4, digits(key, 2 + group * 5, 5))
  return written.toString('latin1')
}

/** So many of the hexadecimal digits, as a number. */
function digits(key: string, from: number, count: number): number {
  let number = 0
  for (let nth = from; nth < from + count; nth++)
    number = (number << 4) | (WORTH[key.charCodeAt(PLACES[nth] as number)] as number)
  return number
}

/** Writes the number with so many characters. */
function write(from: number, count: number, number: number): void {
  let rest = number
  for (let at = from + count - 1; at >= from; at--) {
    written[at] = BASE32[rest & 31] as number
    rest >>= 5
  }
}

/** The type and key of a public id, or null when it is malformed in any way. */
export function parseId(id: string): { type: NodeType; key: string } | null {
  const separator = id.lastIndexOf('_')
  const type = typesByPrefix.get(id.slice(0, Math.max(separator, 0)))
  if (!type) return null
  try {
    return { type, key: TypeID.fromString(id, idPrefixes[type]).toUUID() }
  } catch {
    return null
  }
}

/** The key of a public id of this type, or null when it is malformed or of another type. */
export function decodeId(type: NodeType, id: string): string | null {
  const parsed = parseId(id)
  return parsed?.type === type ? parsed.key : null
}
