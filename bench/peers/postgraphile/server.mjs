// PostGraphile 5 with its Amber preset, on Node 22, which it needs. With BENCH_RLS=1 PostgreSQL's policies guard the rows,
// else the plans do (ownership.mjs).
import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { POOL_SIZE } from '../common/pool.mjs'
import { viewerOf } from '../common/viewer.mjs'
import { exposure } from './exposure.mjs'
import { messages } from './messages.mjs'
import { ownership } from './ownership.mjs'

const hasPolicies = process.env.BENCH_RLS === '1'

const server = createServer()
const serv = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [exposure, messages, ...(hasPolicies ? [] : [ownership])],
  // The former hides Space.conversations, since no index has exactly the columns of the foreign key; the latter would let
  // any row be asked for.
  disablePlugins: ['PgIndexBehaviorsPlugin', 'NodePlugin'],
  schema: { defaultBehavior: '+list -insert -update -delete' },
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ['public'],
      pubsub: true,
      poolConfig: { max: POOL_SIZE },
    }),
  ],
  grafserv: { port: 0, graphqlPath: '/graphql', graphiql: false, websockets: true },
  grafast: {
    explain: false,
    context: async ({ node, ws }) => {
      const viewer = await viewerOf(
        ws?.normalizedConnectionParams?.authorization ?? node?.req.headers.authorization,
      )
      return { viewer, pgSettings: hasPolicies ? { role: 'bench_viewer', 'bench.viewer': viewer } : null }
    },
  },
}).createServ(grafserv)

await serv.addTo(server)
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`))
