import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/platform/db/database.ts'
import { decodeId, encodeId, newKey } from '../../src/platform/ids.ts'
import type { Client } from '../support/client.ts'
import type { SampleIds } from './places.ts'

const CREATE = `mutation (
  $space: CreateSpaceInput!, $conversation: CreateConversationInput!
  $written: CreateConversationInput!, $streaming: AddMessageInput!
) {
  createSpace(input: $space) { ... on CreateSpacePayload { space { id owner { id } } } }
  createConversation(input: $conversation) {
    ... on CreateConversationPayload { conversation { id lastMessage { id } } }
  }
  written: createConversation(input: $written) { __typename }
  addMessage(input: $streaming) { ... on AddMessagePayload { message { id } } }
}`

/**
 * Makes one more object of every Node type for a user, and a message that is being written, each text and name in it
 * marked; answers with their ids.
 */
export async function fill(user: Client, { prisma }: Database, mark: string): Promise<SampleIds> {
  const spaceId = encodeId('Space', newKey())
  const conversationId = encodeId('Conversation', newKey())
  const marked = { externalId: `${mark} ${randomUUID()}`, metadata: { mark } }
  const messages = [{ ...marked, role: 'USER', content: mark }]
  const answer = await user.data(CREATE, {
    space: { id: spaceId, name: mark, externalId: marked.externalId },
    conversation: { ...marked, spaceId, title: mark, agentId: mark, mode: mark, messages },
    written: { id: conversationId },
    streaming: { conversationId, role: 'ASSISTANT', status: 'STREAMING' },
  })
  const { space } = answer.createSpace
  const { conversation } = answer.createConversation
  const file = await prisma.file.create({
    data: {
      id: newKey(),
      ownerId: decodeId('User', space.owner.id) as string,
      conversationId: decodeId('Conversation', conversation.id),
      messageId: decodeId('Message', conversation.lastMessage.id),
      name: mark,
      contentType: mark,
      size: 1,
      storagePath: `${mark} ${randomUUID()}`,
      isUploaded: true,
    },
  })
  return {
    User: space.owner.id,
    Space: space.id,
    Conversation: conversation.id,
    Message: conversation.lastMessage.id,
    StreamingMessage: answer.addMessage.message.id,
    File: encodeId('File', file.id),
  }
}

/** Every row of a user. */
export async function rowsOf({ prisma }: Database, userId: string) {
  const ownerId = decodeId('User', userId) as string
  const orderBy = { id: 'asc' } as const
  return {
    User: await prisma.user.findMany({ where: { id: ownerId } }),
    Space: await prisma.space.findMany({ where: { ownerId }, orderBy }),
    Conversation: await prisma.conversation.findMany({ where: { ownerId }, orderBy }),
    Message: await prisma.message.findMany({ where: { conversation: { ownerId } }, orderBy }),
    File: await prisma.file.findMany({ where: { ownerId }, orderBy }),
  }
}
