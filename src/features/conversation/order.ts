import { builder } from '../../graphql/builder.ts'
import type { Order } from '../../graphql/plan/declare.ts'
import type { Conversation } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'

const ConversationOrderField = builder.enumType('ConversationOrderField', {
  description: 'What a list of conversations is ordered by.',
  values: {
    LAST_MESSAGE_AT: {
      description: 'The default, newest first; one without messages counts from its creation.',
    },
    CREATED_AT: { description: 'When it began.' },
    UPDATED_AT: { description: 'The last change of the conversation itself.' },
    TITLE: {
      description: 'By a case-folded key, the same on every database; untitled last in both directions.',
    },
  } as const,
})

const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end comes first.',
  values: {
    ASC: { description: 'The smallest, oldest or alphabetically first.' },
    DESC: { description: 'The greatest, newest or alphabetically last.' },
  } as const,
})

export const ConversationOrder = builder.inputType('ConversationOrder', {
  description: 'The order of a list of conversations. Equal ones keep a fixed order among themselves.',
  fields: (t) => ({
    field: t.field({ type: ConversationOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Which end comes first.' }),
  }),
})

type OrderBy = typeof ConversationOrder.$inferInput

/** Each is served by an index of its own, under the owner and under the space. */
const orders: Record<OrderBy['field'], Omit<Order<Conversation>, 'name' | 'descending'>> = {
  LAST_MESSAGE_AT: { key: (conversation) => conversation('sortAt'), keyType: 'timestamptz' },
  CREATED_AT: { key: (conversation) => conversation('createdAt'), keyType: 'timestamptz' },
  UPDATED_AT: { key: (conversation) => conversation('updatedAt'), keyType: 'timestamptz' },
  TITLE: {
    key: (conversation) => sql`coalesce(${conversation('titleKey')}, U&'\\+10FFFF')`,
    keyType: 'text',
  },
}

const titleDescending: Order<Conversation>['key'] = (conversation) =>
  sql`coalesce(${conversation('titleKey')}, '')`

export function conversationOrder(list: string, orderBy: OrderBy | null | undefined): Order<Conversation> {
  const { field, direction } = orderBy ?? { field: 'LAST_MESSAGE_AT', direction: 'DESC' }
  const descending = direction === 'DESC'
  const order = orders[field]
  return {
    name: `${list}:${field}:${direction}`,
    descending,
    keyType: order.keyType,
    // Untitled ones come last either way: as the greatest title going up, as the smallest going down.
    key: field === 'TITLE' && descending ? titleDescending : order.key,
  }
}
