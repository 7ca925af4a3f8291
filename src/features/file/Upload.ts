import { GraphQLError } from 'graphql'
import { builder } from '../../graphql/builder.ts'

const notAFile = () =>
  new GraphQLError('Upload must be a file of a GraphQL multipart request: null here, and named by its "map".')

export const Upload = builder.scalarType('Upload', {
  description: 'A file that comes with the operation, by the GraphQL multipart request specification.',
  parseValue: (value) => {
    // As the transport brings it, and no JSON can.
    if (typeof value !== 'function') throw notAFile()
    return value()
  },
  parseLiteral: () => {
    throw notAFile()
  },
  serialize: () => {
    throw new TypeError('An upload is never an answer.')
  },
})
