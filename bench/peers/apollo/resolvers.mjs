import { GraphQLError } from 'graphql'
import { PubSub } from 'graphql-subscriptions'
import { addMessage } from '../common/addMessage.mjs'
import { prisma } from '../common/prisma.mjs'

const pubsub = new PubSub()
// One listener for each socket: Node warns of more than ten.
pubsub.ee.setMaxListeners(0)

const active = (viewer) => ({ ownerId: viewer, state: 'ACTIVE' })

export const resolvers = {
  DateTime: { serialize: (date) => date.toISOString() },
  Query: {
    conversation: (_root, { id }, { viewer }) =>
      prisma.conversation.findFirst({ where: { id, ownerId: viewer } }),
    async conversations(_root, { first, after }, { viewer }) {
      const rows = await prisma.conversation.findMany({
        where: active(viewer),
        orderBy: [{ sortAt: 'desc' }, { id: 'desc' }],
        take: first + 1,
        ...(after ? { cursor: { id: after }, skip: 1 } : {}),
      })
      return pageOf(rows, first, after)
    },
    async spaces(_root, { first }, { viewer }) {
      const rows = await prisma.space.findMany({
        where: { ownerId: viewer },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: first + 1,
      })
      return pageOf(rows, first)
    },
  },
  ConversationConnection: {
    totalCount: (_connection, _args, { viewer }) => prisma.conversation.count({ where: active(viewer) }),
  },
  Space: {
    conversations: async ({ id }, { first }, { loaders }) =>
      pageOf((await loaders.conversations(id, first + 1)).conversations, first),
  },
  Conversation: {
    space: ({ spaceId }, _args, { loaders }) => loaders.spaces.load(spaceId),
    async messages({ id }, { last }, { loaders }) {
      const { messages } = await loaders.messages(id, last + 1)
      const { nodes, pageInfo } = pageOf(messages, last)
      const { hasNextPage: hasPreviousPage, startCursor, endCursor } = pageInfo
      return {
        nodes: nodes.reverse(),
        pageInfo: { hasNextPage: false, hasPreviousPage, startCursor: endCursor, endCursor: startCursor },
      }
    },
  },
  Message: { files: ({ id }, _args, { loaders }) => loaders.files.load(id) },
  Mutation: {
    async addMessage(_root, { input }, { viewer }) {
      const message = await addMessage(viewer, input)
      await pubsub.publish(`added ${input.conversationId}`, { conversationEvents: { message } })
      return { message }
    },
  },
  Subscription: {
    conversationEvents: {
      async subscribe(_root, { conversationId }, { viewer }) {
        const isOwn = await prisma.conversation.count({ where: { id: conversationId, ownerId: viewer } })
        if (!isOwn) throw new GraphQLError('No such conversation')
        return pubsub.asyncIterableIterator(`added ${conversationId}`)
      },
    },
  },
}

/** A page of rows of which one more was read. */
function pageOf(rows, size, after) {
  const nodes = rows.slice(0, size)
  return {
    nodes,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: after != null,
      startCursor: nodes[0]?.id,
      endCursor: nodes.at(-1)?.id,
    },
  }
}
