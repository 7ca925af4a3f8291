import { builder, MessageRole } from './builder.mjs'

builder.prismaObject('File', {
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    contentType: t.exposeString('contentType'),
    size: t.exposeInt('size'),
  }),
})

export const Message = builder.prismaObject('Message', {
  fields: (t) => ({
    id: t.exposeID('id'),
    position: t.exposeInt('position'),
    role: t.expose('role', { type: MessageRole }),
    content: t.exposeString('content'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    files: t.relation('files', { query: { orderBy: [{ ordinal: 'asc' }, { id: 'asc' }] } }),
  }),
})

export const newestFirst = [{ sortAt: 'desc' }, { id: 'desc' }]

export const Conversation = builder.prismaObject('Conversation', {
  fields: (t) => ({
    id: t.exposeID('id'),
    title: t.exposeString('title', { nullable: true }),
    isPinned: t.exposeBoolean('isPinned'),
    messageCount: t.exposeInt('messageCount'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastMessageAt: t.expose('lastMessageAt', { type: 'DateTime', nullable: true }),
    space: t.relation('space'),
    messages: t.relatedConnection('messages', {
      cursor: 'id',
      maxSize: 100,
      query: { orderBy: { position: 'asc' } },
    }),
  }),
})

export const Space = builder.prismaObject('Space', {
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    conversations: t.relatedConnection('conversations', {
      cursor: 'id',
      maxSize: 100,
      query: { where: { state: 'ACTIVE' }, orderBy: newestFirst },
    }),
  }),
})
