import type { Types } from '../../graphql/builder.ts'

type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

export const expectedVersion = (t: InputFields) =>
  t.int({ description: 'Refuses with ConflictError when the conversation is no longer at this version.' })

/** What every change of a conversation takes. */
export const target = (t: InputFields) => ({
  conversationId: t.id({ required: true, description: 'The conversation to change.' }),
  expectedVersion: expectedVersion(t),
})
