import { randomUUID } from 'node:crypto'
import { prisma } from './prisma.mjs'

/** Adds a message through Prisma's model API: an interactive transaction, with the events that the product writes. */
export const addMessage = (viewer, { conversationId, role, content }) =>
  prisma.$transaction(async (transaction) => {
    const now = new Date()
    const one = { increment: 1 }
    const { lastPosition, eventNumber, spaceId } = await transaction.conversation.update({
      where: { id: conversationId, ownerId: viewer, state: { not: 'TRASHED' } },
      data: {
        version: one,
        messageCount: one,
        lastPosition: one,
        eventNumber: one,
        lastMessageAt: now,
        sortAt: now,
      },
    })
    const user = await transaction.user.update({ where: { id: viewer }, data: { eventNumber: one } })
    const message = await transaction.message.create({
      data: {
        id: randomUUID(),
        conversationId,
        position: lastPosition,
        authorId: viewer,
        role,
        content,
        createdAt: now,
        updatedAt: now,
      },
    })
    const about = { ownerId: viewer, spaceId, conversationId }
    await transaction.event.createMany({
      data: [
        {
          ...about,
          streamId: conversationId,
          number: eventNumber,
          type: 'MESSAGE_ADDED',
          messageId: message.id,
        },
        { ...about, streamId: viewer, number: user.eventNumber, type: 'CONVERSATION_CHANGED' },
      ],
    })
    return message
  })
