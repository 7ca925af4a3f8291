// Apollo Server 5 on Fastify 5, with Prisma and DataLoader.
import { readFileSync } from 'node:fs'
import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { addResolversToSchema } from '@graphql-tools/schema'
import Fastify from 'fastify'
import { buildSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { viewerOf } from '../common/viewer.mjs'
import { createLoaders } from './loaders.mjs'
import { resolvers } from './resolvers.mjs'

const typeDefs = readFileSync(new URL('../common/schema.graphql', import.meta.url), 'utf8')
const schema = addResolversToSchema({ schema: buildSchema(typeDefs), resolvers })
const contextOf = async (authorization) => ({
  viewer: await viewerOf(authorization),
  loaders: createLoaders(),
})

const app = Fastify()
const apollo = new ApolloServer({
  schema,
  introspection: false,
  plugins: [ApolloServerPluginDrainHttpServer({ httpServer: app.server })],
})
await apollo.start()
app.route({
  url: '/graphql',
  method: ['POST'],
  handler: fastifyApolloHandler(apollo, {
    context: (request) => contextOf(request.headers.authorization),
  }),
})
useServer(
  { schema, context: ({ connectionParams }) => contextOf(connectionParams.authorization) },
  new WebSocketServer({ server: app.server, path: '/graphql' }),
)
console.log(`${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`)
