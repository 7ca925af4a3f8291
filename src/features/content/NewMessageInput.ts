import { builder, type Types } from '../../graphql/builder.ts'
import { MessagePartInput } from './MessagePartInput.ts'
import { MessageRole } from './MessageRole.ts'
import { MessageStatus } from './MessageStatus.ts'

type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

/** What every input for a new message has. */
export const newMessageFields = (t: InputFields) => ({
  id: t.id({ description: 'An id of your choice, `msg_` and a UUID in base 32; made here when left out.' }),
  externalId: t.string({
    description: 'Your own name for it, 1 to 255 characters, unique in the conversation.',
  }),
  role: t.field({ type: MessageRole, required: true, description: 'Who it is from.' }),
  ...contentFields(t),
})

/** What a message is made of. */
export const contentFields = (t: InputFields) => ({
  content: t.string({ description: 'Its text, at most 1 MiB. Give this or `parts`.' }),
  parts: t.field({
    type: [MessagePartInput],
    description: 'Its pieces in order, at most 1,000 and 2 MiB in all. Give these or `content`.',
  }),
  metadata: t.field({ type: 'JSONObject', description: 'Anything to keep with it, at most 16 KiB as JSON.' }),
  fileIds: t.idList({
    description: 'Your uploaded files to attach to it; with those of its parts at most 32.',
  }),
})

export const NewMessageInput = builder.inputType('NewMessageInput', {
  description: 'A message about to be stored: `content`, or `parts`, not both.',
  fields: (t) => ({
    ...newMessageFields(t),
    status: t.field({ type: MessageStatus, description: 'COMPLETE when left out; not STREAMING.' }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'For history that was written elsewhere, not in the future; now, when left out.',
    }),
  }),
})
