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

const ALPHABET = [...'0123456789abcdefghjkmnpqrstvwxyz']
const PAIRS = ALPHABET.flatMap((first) => ALPHABET.map((second) => first + second))
const [DASH, ZERO, NINE, A] = ['-', '0', '9', 'a'].map((sign) => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
]

/**
 * A UUID as TypeID writes it: 26 characters of five bits each, two bits of 0 and its 128. An answer has hundreds of ids,
 * for which typeid-js takes eight times as long.
 */
function base32(key: string): string {
  let text = ''
  let bits = 0
  let count = 2
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at)
    if (code === DASH) continue
    bits = (bits << 4) | (code <= NINE ? code - ZERO : code - A + 10)
    count += 4
    if (count < 10) continue
    count -= 10
    text += PAIRS[(bits >> count) & 1023]
  }
  return text
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
