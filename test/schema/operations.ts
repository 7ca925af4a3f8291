import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import { schema } from '../../src/schema.ts'

/** An operation around one field of the schema, with a variable for each of its arguments. */
export interface Operation {
  /** Such as `Mutation.renameConversation`, or `Space.conversations`, which is reached through `node`. */
  name: string
  query: string
  args: readonly GraphQLArgument[]
  /** The type that it reads. */
  about: string
}

type Field = GraphQLField<unknown, unknown>

const DEPTH = 3

export const nodeTypes = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType)

const fieldsOf = (type: GraphQLObjectType): Field[] => Object.values(type.getFields())

/** Everything that can be selected without arguments, so many objects deep. */
function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  if (isAbstractType(named)) {
    const members = schema.getPossibleTypes(named)
    return `{ __typename ${members.map((member) => `... on ${member.name} ${selectionOf(member, depth)}`).join(' ')} }`
  }
  const fields = fieldsOf(named as GraphQLObjectType)
    .filter((field) => !field.args.some(isRequiredArgument))
    .filter((field) => depth > 1 || isLeafType(getNamedType(field.type)))
  return `{ __typename ${fields.map((field) => `${field.name} ${selectionOf(field.type, depth - 1)}`).join(' ')} }`
}

const inParentheses = (items: string[]) => (items.length ? `(${items.join(', ')})` : '')

const declarations = (args: readonly GraphQLArgument[]) =>
  inParentheses(args.map(({ name, type }) => `$${name}: ${type}`))

const callOf = ({ name, args, type }: Field) =>
  `${name}${inParentheses(args.map((arg) => `${arg.name}: $${arg.name}`))} ${selectionOf(type, DEPTH)}`

const rootOperation = (root: GraphQLObjectType, field: Field): Operation => ({
  name: `${root.name}.${field.name}`,
  query: `${root.name.toLowerCase()}${declarations(field.args)} { ${callOf(field)} }`,
  args: field.args,
  about: getNamedType(field.type).name,
})

function nestedOperation(type: GraphQLObjectType, field: Field): Operation {
  const id = schema.getQueryType()?.getFields().node?.args[0] as GraphQLArgument
  const args = [id, ...field.args]
  return {
    name: `${type.name}.${field.name}`,
    query: `query${declarations(args)} { node(id: $id) { ... on ${type.name} { ${callOf(field)} } } }`,
    args,
    about: type.name,
  }
}

/** One for each query, each mutation, each subscription, and each field of a node that takes arguments. */
export const operations: Operation[] = [
  ...[schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    .filter(isObjectType)
    .flatMap((root) => fieldsOf(root).map((field) => rootOperation(root, field))),
  ...nodeTypes.flatMap((type) =>
    fieldsOf(type)
      .filter(({ args }) => args.length)
      .map((field) => nestedOperation(type, field)),
  ),
]
