// The limit: node:http and pg with one prepared statement a request, in which PostgreSQL builds the JSON of the answer. No
// GraphQL, no validation; the same token check. Of an operation only its name and variables are looked at.
import { createServer } from 'node:http'
import pg from 'pg'
import { POOL_SIZE } from '../common/pool.mjs'
import { viewerOf } from '../common/viewer.mjs'
import { statements } from './statements.mjs'
import { serveWatchers } from './watch.mjs'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: POOL_SIZE })

async function answer(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const { operationName, variables } = JSON.parse(Buffer.concat(chunks))
  const viewer = await viewerOf(request.headers.authorization)
  const { text, values, afterwards } = statements[operationName]
  const { rows } = await pool.query({ name: operationName, text, values: [viewer, ...values(variables)] })
  const [{ data }] = rows
  afterwards?.(variables, data, watchers)
  return `{"data":${data}}`
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    },
    (error) => response.writeHead(500).end(error.message),
  )
})
const watchers = serveWatchers(server, pool)
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`))
