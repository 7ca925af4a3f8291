import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'
import { type Operation, operations } from './operations.ts'

/** An id of each Node type, for arguments that must refer to something. */
export type SampleIds = Record<string, string>

/** Somewhere in the arguments of an operation, and the variables that have a value there and samples elsewhere. */
export interface Place {
  /** How the operation comes to it, such as `Mutation.addMessage(input.parts.0.text)`. */
  name: string
  /** Where the schema declares it, such as `MessagePartInput.text`. */
  declared: string
  type: GraphQLInputType
  operation: Operation
  variables: (value: unknown, ids: SampleIds) => Record<string, unknown>
}

type Variables = Place['variables']

function* placesIn(
  operation: Operation,
  declared: string,
  given: GraphQLInputType,
  path: string,
  variables: Variables,
): Generator<Place> {
  const type = getNullableType(given)
  yield { name: `${operation.name}(${path})`, declared, type, operation, variables }
  if (isListType(type))
    yield* placesIn(operation, `${declared}.0`, type.ofType, `${path}.0`, (value, ids) =>
      variables([value], ids),
    )
  if (!isInputObjectType(type)) return
  for (const field of Object.values(type.getFields())) {
    const others = (ids: SampleIds) => (type.isOneOf ? {} : sampleOf(operation, type, path, ids))
    yield* placesIn(operation, `${type}.${field.name}`, field.type, `${path}.${field.name}`, (value, ids) =>
      variables({ ...others(ids), [field.name]: value }, ids),
    )
  }
}

/** A value that the server takes there, with nothing in it that may be left out. */
function sampleOf(operation: Operation, given: GraphQLInputType, name: string, ids: SampleIds): object {
  const type = getNullableType(given)
  if (isListType(type)) return [sampleOf(operation, type.ofType, name, ids)]
  if (isEnumType(type)) return Object(type.getValues()[0]?.name)
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
    const needed = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField)
    const samples = needed.map((field) => [field.name, sampleOf(operation, field.type, field.name, ids)])
    return Object.fromEntries(samples)
  }
  const sample = {
    ID: () => sampleId(operation, name, ids),
    String: () => 'sample',
    Int: () => 0,
    Upload: () => 'sample',
  }[type.name]
  if (!sample) throw new Error(`${operation.name}: no sample for ${name}: ${type.name}`)
  return Object(sample())
}

/** What takes no other message than one that is being written. */
const ofStreaming = ['appendToMessage', 'addMessagePart', 'finishMessage'].map((name) => `Mutation.${name}`)

function sampleId({ name: operation, about }: Operation, name: string, ids: SampleIds): string {
  // `conversationId` and `fileIds` say themselves what they refer to; `id` is of what the operation reads.
  const [, kind] = /^(.+)Ids?$/.exec(name) ?? []
  const type = kind ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : about
  if (type === 'Message' && ofStreaming.includes(operation)) return ids.StreamingMessage as string
  const id = type === 'Node' ? Object.values(ids)[0] : ids[type]
  if (!id) throw new Error(`${operation}: no sample for ${name}, the id of a ${type}`)
  return id
}

const sampleArguments = (operation: Operation, ids: SampleIds) =>
  Object.fromEntries(
    operation.args
      .filter(isRequiredArgument)
      .map(({ name, type }) => [name, sampleOf(operation, type, name, ids)]),
  )

/** Every argument of every operation, and every field of the inputs in them. */
export const places: Place[] = operations.flatMap((operation) =>
  operation.args.flatMap((arg) => [
    ...placesIn(operation, `${operation.name}.${arg.name}`, arg.type, arg.name, (value, ids) => ({
      ...sampleArguments(operation, ids),
      [arg.name]: value,
    })),
  ]),
)
