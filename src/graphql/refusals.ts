import { Conflict, Invalid, type Issue, MAX_ISSUES, NotFound, type Refusal } from '../platform/refusal.ts'
import { builder } from './builder.ts'
import { Node } from './node.ts'
import { load } from './plan/resolve.ts'

const ErrorCode = builder.enumType('ErrorCode', {
  description: 'What kind of refusal it is.',
  values: {
    NOT_FOUND: { description: 'There is no such object, or it is not yours: nobody can tell which.' },
    VALIDATION_ERROR: { description: 'Something in the input is not as it must be.' },
    CONFLICT: { description: 'The object moved on, or the id is taken.' },
    PERMISSION_DENIED: { description: 'You can see it, but not do this to it.' },
  } as const,
})

/** A refusal as the schema answers it: not an Error, which graphql would take for a fault. */
interface Answer {
  __typename: string
  code: typeof ErrorCode.$inferType
  detail: string
  issues: Issue[]
  current: Conflict['current']
}

export function answerOf(refusal: Refusal): Answer {
  const [__typename, code] = kindOf(refusal)
  return {
    __typename,
    code,
    detail: refusal.message,
    issues: refusal instanceof Invalid ? refusal.issues : [],
    current: refusal instanceof Conflict ? refusal.current : null,
  }
}

function kindOf(refusal: Refusal) {
  if (refusal instanceof NotFound) return ['NotFoundError', 'NOT_FOUND'] as const
  if (refusal instanceof Invalid) return ['ValidationError', 'VALIDATION_ERROR'] as const
  if (refusal instanceof Conflict) return ['ConflictError', 'CONFLICT'] as const
  return ['PermissionDeniedError', 'PERMISSION_DENIED'] as const
}

const ErrorInterface = builder.interfaceRef<Answer>('Error').implement({
  description: 'A refusal: something that a correct client can cause, and nothing was changed.',
  fields: (t) => ({
    code: t.expose('code', { type: ErrorCode, description: 'What kind of refusal it is.' }),
    detail: t.exposeString('detail', { description: 'What is wrong and what to do, for a person.' }),
  }),
})

const NotFoundError = builder.objectRef<Answer>('NotFoundError').implement({
  description: 'There is no such object, or it is not yours: the two cannot be told apart.',
  interfaces: [ErrorInterface],
})

const ValidationIssue = builder.objectRef<Issue>('ValidationIssue').implement({
  description: 'One thing that is wrong with an input.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Where in the input, such as `messages.3.content`.' }),
    message: t.exposeString('message', {
      description: 'What is wrong there and what would be right, for a person.',
    }),
  }),
})

const ValidationError = builder.objectRef<Answer>('ValidationError').implement({
  description: 'Something in the input is not as it must be; nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    issues: t.expose('issues', {
      type: [ValidationIssue],
      description: `Everything that is wrong, one entry each; at most ${MAX_ISSUES}.`,
    }),
  }),
})

const ConflictError = builder.objectRef<Answer>('ConflictError').implement({
  description:
    'The object moved on (`expectedVersion`, its state, what has been streamed), or the id that the client chose is taken.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    current: t.field({
      type: Node,
      nullable: true,
      description: 'The object as it is now; null when an id is taken, about which nothing else may be told.',
      resolve: ({ current }, _args, context, info) =>
        current && load<{ id: string }>(context, info, current.type, current.key),
    }),
  }),
})

const PermissionDeniedError = builder.objectRef<Answer>('PermissionDeniedError').implement({
  description: 'You can see the object, but not do this to it (today: delete the default space).',
  interfaces: [ErrorInterface],
})

/** The members that every mutation's result has, so that one fragment serves everywhere. */
export const refusals = [NotFoundError, ValidationError, ConflictError, PermissionDeniedError]
