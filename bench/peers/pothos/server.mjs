// GraphQL Yoga with Pothos and its plugins for Prisma and Relay, as their documentation has it.
import { createServer } from 'node:http'
import { useServer } from 'graphql-ws/use/ws'
import { createYoga } from 'graphql-yoga'
import { WebSocketServer } from 'ws'
import { viewerOf } from '../common/viewer.mjs'
import { schema } from './schema.mjs'

const contextOf = async (authorization) => ({ viewer: await viewerOf(authorization) })

const yoga = createYoga({
  schema,
  graphiql: false,
  landingPage: false,
  logging: false,
  context: ({ request }) => contextOf(request.headers.get('authorization')),
})
const server = createServer(yoga)
useServer(
  { schema, context: ({ connectionParams }) => contextOf(connectionParams.authorization) },
  new WebSocketServer({ server, path: yoga.graphqlEndpoint }),
)
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`))
