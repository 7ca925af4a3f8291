import { builder } from '../../graphql/builder.ts'

export const MessageStatus = builder.enumType('MessageStatus', {
  description: 'How far a message has come.',
  values: {
    STREAMING: { description: 'Being written; more text may come.' },
    COMPLETE: { description: 'Written to its end.' },
    CANCELLED: { description: 'Stopped before its end by a person.' },
    FAILED: { description: 'Stopped before its end by a fault.' },
  } as const,
})
