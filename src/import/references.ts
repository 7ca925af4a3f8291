import { Invalid } from '../platform/refusal.ts'
import type { Session } from '../platform/session.ts'
import { chosenNames, validate } from '../platform/validation.ts'

interface Names {
  id?: unknown
  externalId?: unknown
}

/** A row of the viewer's by either of its names; undefined where none is given, null where there is none. */
async function find(
  type: 'Space' | 'Conversation',
  names: Names,
  read: (which: { id?: string; externalId?: string }) => Promise<{ id: string } | null>,
): Promise<string | null | undefined> {
  const { id, externalId } = validate(chosenNames[type], names)
  if (id == null && externalId == null) return undefined
  const row = await read(id == null ? { externalId: externalId as string } : { id })
  return row?.id ?? null
}

export async function spaceKeyOf({ prisma, viewer }: Session, names: Names): Promise<string | undefined> {
  const key = await find('Space', names, (which) =>
    prisma.space.findFirst({ where: { ...which, ownerId: viewer.id }, select: { id: true } }),
  )
  if (key === null) throw new Invalid([{ path: 'spaceId', message: 'There is no such space.' }])
  return key
}

export async function conversationKeyOf({ prisma, viewer }: Session, names: Names): Promise<string> {
  const key = await find('Conversation', names, (which) =>
    prisma.conversation.findFirst({ where: { ...which, ownerId: viewer.id }, select: { id: true } }),
  )
  if (!key) throw new Invalid([{ path: 'conversationId', message: 'Its conversation is not there.' }])
  return key
}
