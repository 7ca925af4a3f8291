import {
  Conflict,
  Invalid,
  type Issue,
  NotFound,
  PermissionDenied,
  type Refusal,
} from '../platform/refusal.ts'
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

const ErrorInterface = builder.interfaceRef<Refusal>('Error').implement({
  description: 'A refusal: something that a correct client can cause, and nothing was changed.',
  fields: (t) => ({
    detail: t.string({
      description: 'What is wrong and what to do, for a person.',
      resolve: ({ message }) => message,
    }),
  }),
})

/** Each refusal says its own code, so that a client may branch on it without knowing every type. */
builder.interfaceField(ErrorInterface, 'code', (t) =>
  t.field({ type: ErrorCode, description: 'What kind of refusal it is.', resolve: codeOf }),
)

function codeOf(refusal: Refusal) {
  if (refusal instanceof NotFound) return 'NOT_FOUND'
  if (refusal instanceof Invalid) return 'VALIDATION_ERROR'
  if (refusal instanceof Conflict) return 'CONFLICT'
  return 'PERMISSION_DENIED'
}

const isA =
  <T extends Refusal>(type: abstract new (...args: never[]) => T) =>
  (value: unknown) =>
    value instanceof type

const NotFoundError = builder.objectType(NotFound, {
  name: 'NotFoundError',
  description: 'There is no such object, or it is not yours: the two cannot be told apart.',
  interfaces: [ErrorInterface],
  isTypeOf: isA(NotFound),
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

const ValidationError = builder.objectType(Invalid, {
  name: 'ValidationError',
  description: 'Something in the input is not as it must be; nothing was changed.',
  interfaces: [ErrorInterface],
  isTypeOf: isA(Invalid),
  fields: (t) => ({
    issues: t.expose('issues', {
      type: [ValidationIssue],
      description: 'Everything that is wrong, one entry each.',
    }),
  }),
})

const ConflictError = builder.objectType(Conflict, {
  name: 'ConflictError',
  description:
    'The object moved on (`expectedVersion`, its state, what has been streamed), or the id that the client chose is taken.',
  interfaces: [ErrorInterface],
  isTypeOf: isA(Conflict),
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

const PermissionDeniedError = builder.objectType(PermissionDenied, {
  name: 'PermissionDeniedError',
  description: 'You can see the object, but not do this to it (today: delete the default space).',
  interfaces: [ErrorInterface],
  isTypeOf: isA(PermissionDenied),
})

/** The members that every mutation's result has, so that one fragment serves everywhere. */
export const refusals = [NotFoundError, ValidationError, ConflictError, PermissionDeniedError]
