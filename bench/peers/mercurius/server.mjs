// Mercurius 16 on Fastify 5: JIT from the first call, hand-written SQL through @fastify/postgres, and loaders.
import { readFileSync } from 'node:fs'
import postgres from '@fastify/postgres'
import Fastify from 'fastify'
import mercurius from 'mercurius'
import { POOL_SIZE } from '../common/pool.mjs'
import { viewerOf } from '../common/viewer.mjs'
import { loaders } from './loaders.mjs'
import { resolvers } from './resolvers.mjs'

const app = Fastify()
app.register(postgres, { connectionString: process.env.DATABASE_URL, max: POOL_SIZE })
app.register(mercurius, {
  schema: readFileSync(new URL('../common/schema.graphql', import.meta.url), 'utf8'),
  resolvers,
  loaders,
  jit: 1,
  path: '/graphql',
  context: async (request) => ({ viewer: await viewerOf(request.headers.authorization) }),
  subscription: {
    fullWsTransport: false,
    onConnect: async ({ payload }) => ({ viewer: await viewerOf(payload.authorization) }),
  },
})
console.log(`${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`)
