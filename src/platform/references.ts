import { decodeId, type NodeType } from './ids.ts'
import { NotFound } from './refusal.ts'

/** The key that a public id refers to. A malformed id reads as one of nothing. */
export function keyOf(type: NodeType, id: string): string {
  const key = decodeId(type, id)
  if (key === null) throw new NotFound(type)
  return key
}
