import { builder } from '../../graphql/builder.ts'

export const ConversationState = builder.enumType('ConversationState', {
  description: 'Where a conversation is kept.',
  values: {
    ACTIVE: { description: 'In the lists.' },
    ARCHIVED: { description: 'Out of the lists unless asked for; otherwise as before.' },
    TRASHED: {
      description:
        'To be deleted for good when the retention time has passed; until then restorable, and otherwise unchangeable.',
    },
  } as const,
})
