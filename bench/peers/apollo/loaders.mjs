import DataLoader from 'dataloader'
import { prisma } from '../common/prisma.mjs'

/**
 * One of each for every request. A list of each of several parents is read as Prisma reads it: nested, with `take`, all
 * the parents of one turn together.
 */
export function createLoaders() {
  const spaces = new DataLoader(async (ids) =>
    inOrder(ids, await prisma.space.findMany({ where: { id: { in: [...ids] } } })),
  )
  const conversations = perSize(async (ids, take) =>
    inOrder(
      ids,
      await prisma.space.findMany({
        where: { id: { in: [...ids] } },
        select: {
          id: true,
          conversations: { where: { state: 'ACTIVE' }, orderBy: [{ sortAt: 'desc' }, { id: 'desc' }], take },
        },
      }),
    ),
  )
  const messages = perSize(async (ids, take) =>
    inOrder(
      ids,
      await prisma.conversation.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, messages: { orderBy: { position: 'desc' }, take } },
      }),
    ),
  )
  const files = new DataLoader(async (ids) => {
    const found = await prisma.file.findMany({
      where: { messageId: { in: [...ids] } },
      orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
    })
    const byMessage = new Map(ids.map((id) => [id, []]))
    for (const file of found) byMessage.get(file.messageId).push(file)
    return ids.map((id) => byMessage.get(id))
  })
  return { spaces, conversations, messages, files }
}

/** A loader for each size of list that a request asks for. */
function perSize(read) {
  const bySize = new Map()
  return (id, size) => {
    if (!bySize.has(size)) bySize.set(size, new DataLoader((ids) => read(ids, size)))
    return bySize.get(size).load(id)
  }
}

function inOrder(ids, rows) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id))
}
