import { validate } from 'uuid'
import { encodeId, type NodeType } from '../../platform/ids.ts'

/** What something is known by here: a UUID stays its id, whatever else it was called becomes its externalId. */
export function namesOf(type: NodeType, id: unknown): { id?: string; externalId?: string } {
  if (typeof id === 'number') return { externalId: String(id) }
  if (typeof id !== 'string') return {}
  return validate(id) ? { id: encodeId(type, id.toLowerCase()) } : { externalId: id }
}

/** The same, as other records refer to it. */
export function spaceNamed(id: unknown) {
  const names = namesOf('Space', id)
  return { spaceId: names.id, spaceExternalId: names.externalId }
}

export function conversationNamed(id: unknown) {
  const names = namesOf('Conversation', id)
  return { conversationId: names.id, conversationExternalId: names.externalId }
}
