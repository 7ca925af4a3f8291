import { setMaxListeners } from 'node:events'
import { GraphQLError } from 'graphql'
import { createPubSub } from 'graphql-yoga'
import { addMessage } from '../common/addMessage.mjs'
import { prisma } from '../common/prisma.mjs'
import { builder, MessageRole } from './builder.mjs'
import { Conversation, Message, newestFirst, Space } from './types.mjs'

const eventTarget = new EventTarget()
// One listener for each socket: Node warns of more than ten.
setMaxListeners(0, eventTarget)
const pubsub = createPubSub({ eventTarget })

const active = (viewer) => ({ ownerId: viewer, state: 'ACTIVE' })

builder.queryFields((t) => ({
  conversation: t.prismaField({
    type: Conversation,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { viewer }) =>
      prisma.conversation.findFirst({ ...query, where: { id, ownerId: viewer } }),
  }),
  conversations: t.prismaConnection({
    type: Conversation,
    cursor: 'id',
    maxSize: 100,
    totalCount: (_root, _args, { viewer }) => prisma.conversation.count({ where: active(viewer) }),
    resolve: (query, _root, _args, { viewer }) =>
      prisma.conversation.findMany({ ...query, where: active(viewer), orderBy: newestFirst }),
  }),
  spaces: t.prismaConnection({
    type: Space,
    cursor: 'id',
    maxSize: 100,
    resolve: (query, _root, _args, { viewer }) =>
      prisma.space.findMany({
        ...query,
        where: { ownerId: viewer },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      }),
  }),
}))

const AddMessageInput = builder.inputType('AddMessageInput', {
  fields: (t) => ({
    conversationId: t.id({ required: true }),
    role: t.field({ type: MessageRole, required: true }),
    content: t.string({ required: true }),
  }),
})

const carrying = (name) =>
  builder.objectRef(name).implement({ fields: (t) => ({ message: t.expose('message', { type: Message }) }) })

builder.mutationField('addMessage', (t) =>
  t.field({
    type: carrying('AddMessagePayload'),
    args: { input: t.arg({ type: AddMessageInput, required: true }) },
    async resolve(_root, { input }, { viewer }) {
      const message = await addMessage(viewer, input)
      pubsub.publish('added', input.conversationId, { message })
      return { message }
    },
  }),
)

builder.subscriptionField('conversationEvents', (t) =>
  t.field({
    type: carrying('MessageAdded'),
    args: { conversationId: t.arg.id({ required: true }) },
    async subscribe(_root, { conversationId }, { viewer }) {
      const isOwn = await prisma.conversation.count({ where: { id: conversationId, ownerId: viewer } })
      if (!isOwn) throw new GraphQLError('No such conversation')
      return pubsub.subscribe('added', conversationId)
    },
    resolve: (event) => event,
  }),
)

export const schema = builder.toSchema()
